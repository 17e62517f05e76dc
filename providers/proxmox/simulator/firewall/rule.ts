import type { Call } from "../call.js";
import { parameterFailure } from "../failure.js";
import type { Rule } from "./scope.js";

/** Rules for well-known services, by name. */
export const macroNames = [
  "Amanda",
  "Auth",
  "BGP",
  "BitTorrent",
  "BitTorrent32",
  "Ceph",
  "CVS",
  "Citrix",
  "DAAP",
  "DCC",
  "DHCPfwd",
  "DHCPv6",
  "DNS",
  "Distcc",
  "FTP",
  "Finger",
  "GNUnet",
  "GRE",
  "Git",
  "HKP",
  "HTTP",
  "HTTPS",
  "HTTP/3",
  "ICPV2",
  "ICQ",
  "IMAP",
  "IMAPS",
  "IPIP",
  "IPsec",
  "IPsecah",
  "IPsecnat",
  "IRC",
  "Jetdirect",
  "L2TP",
  "LDAP",
  "LDAPS",
  "MDNS",
  "MSNP",
  "MSSQL",
  "Mail",
  "MinIO",
  "Munin",
  "MySQL",
  "NNTP",
  "NNTPS",
  "NTP",
  "NeighborDiscovery",
  "OSPF",
  "OpenVPN",
  "PBS",
  "PCA",
  "PMG",
  "POP3",
  "POP3S",
  "PPtP",
  "Ping",
  "PostgreSQL",
  "Printer",
  "RDP",
  "RIP",
  "RNDC",
  "Razor",
  "Rdate",
  "Rsync",
  "SANE",
  "SMB",
  "SMBswat",
  "SMTP",
  "SMTPS",
  "SNMP",
  "SPAMD",
  "SPICEproxy",
  "SSH",
  "SVN",
  "SixXS",
  "Squid",
  "Submission",
  "Syslog",
  "TFTP",
  "Telnet",
  "Telnets",
  "Time",
  "Trcrt",
  "VNC",
  "VNCL",
  "Web",
  "Webcache",
  "Webmin",
  "Whois",
] as const;
const macros: ReadonlySet<string> = new Set(macroNames);

const fields = [
  "type",
  "action",
  "enable",
  "macro",
  "iface",
  "source",
  "dest",
  "proto",
  "dport",
  "sport",
  "log",
  "comment",
  "icmp-type",
] as const;

/** The rule after a request's parameters; what can't be is refused per parameter. */
export function ruleFrom({ parameters }: Call, aliases: ReadonlySet<string>, before: Rule = {}): Rule {
  const removed = new Set(String(parameters["delete"] ?? "").split(/[,;\s]+/));
  const sent = fields.flatMap((name): [string, string | number][] =>
    name in parameters ? [[name, parameters[name] as string | number]] : [],
  );
  const merged = Object.fromEntries(
    [...Object.entries(before), ...sent].filter(([name, value]) => !removed.has(name) && value !== ""),
  );
  const errors = problems(merged, aliases);
  if (Object.keys(errors).length > 0) throw parameterFailure(errors);
  return { ...merged, enable: Number(merged["enable"] ?? 0) };
}

function problems(rule: Rule, aliases: ReadonlySet<string>): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  const { type, action, macro, proto } = rule;
  if (type !== "group" && !/^(?:ACCEPT|DROP|REJECT)$/.test(String(action)))
    errors["action"] = `unknown action '${action}'`;
  if (macro !== undefined && !macros.has(String(macro))) errors["macro"] = `unknown macro '${macro}'`;
  if (proto === undefined && macro === undefined) {
    const needing = (["dport", "sport"] as const).find((name) => name in rule);
    if (needing !== undefined) errors["proto"] = `missing property - '${needing}' requires this property`;
  }
  for (const name of ["source", "dest"] as const) {
    const alias = /^(?:dc\/)?([A-Za-z][A-Za-z0-9\-_]*)$/.exec(String(rule[name] ?? ""))?.[1];
    if (alias !== undefined && !aliases.has(alias.toLowerCase())) errors[name] = `no such alias '${alias}'`;
  }
  return errors;
}
