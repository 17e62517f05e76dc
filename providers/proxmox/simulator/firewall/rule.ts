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
  "Munin",
  "MySQL",
  "NNTP",
  "NNTPS",
  "NTP",
  "NeighborDiscovery",
  "OSPF",
  "OpenVPN",
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
const macros = new Map(macroNames.map((name) => [name.toLowerCase(), name]));

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

/** What a rule may name where it stands, and which kinds of rule may stand there. */
export interface RulePlace {
  readonly environment: "cluster" | "host" | "vm" | "ct" | "group";
  readonly aliases: ReadonlySet<string>;
  readonly ipsets: ReadonlySet<string>;
}

/** The rule after a request's parameters; what can't be is refused per parameter. */
export function ruleFrom({ parameters }: Call, place: RulePlace, before: Rule = {}): Rule {
  const removed = new Set(String(parameters["delete"] ?? "").split(/[,;\s]+/));
  const sent = fields.flatMap((name): [string, string | number][] =>
    name in parameters ? [[name, canonical(name, parameters[name] as string | number)]] : [],
  );
  const merged = Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(sent) }).filter(
      ([name, value]) => !removed.has(name) && value !== "",
    ),
  );
  const errors = problems(merged, place);
  if (Object.keys(errors).length > 0) throw parameterFailure(errors);
  return { ...merged, enable: Number(merged["enable"] ?? 0) };
}

/** A file keeps a comment's first line only, and a macro as it is known. */
function canonical(name: string, value: string | number): string | number {
  if (name === "comment") return (String(value).split(/\r?\n/)[0] as string).trim();
  return name === "macro" ? (macros.get(String(value).toLowerCase()) ?? value) : value;
}

function problems(rule: Rule, place: RulePlace): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  const { type, action, macro, proto } = rule;
  const { environment } = place;
  const isGuest = environment === "vm" || environment === "ct";
  if ((type === "group" && environment === "group") || (type === "forward" && isGuest))
    errors["type"] = `invalid rule type '${type}' for rule_env '${environment}'`;
  if (type !== "group" && !/^(?:ACCEPT|DROP|REJECT)$/.test(String(action)))
    errors["action"] = `unknown action '${action}'`;
  if ("iface" in rule && environment === "group")
    errors["type"] = "parameter -i not allowed for this rule type";
  if (macro !== undefined && !macros.has(String(macro).toLowerCase()))
    errors["macro"] = `unknown macro '${macro}'`;
  if (proto === undefined) {
    const needing = (["dport", "sport"] as const).find((name) => name in rule);
    if (needing !== undefined) errors["proto"] = `missing property - '${needing}' requires this property`;
  }
  for (const name of ["source", "dest"] as const) {
    const problem = nameProblem(String(rule[name] ?? ""), place);
    if (problem !== undefined) errors[name] = problem;
  }
  return errors;
}

/** A name instead of an address must be one that is known here. */
function nameProblem(text: string, { aliases, ipsets }: RulePlace): string | undefined {
  const plain = (name: string) => name.replace(/^(?:dc|guest)\//, "").toLowerCase();
  if (text.startsWith("+")) {
    const name = text.slice(1);
    // What the software-defined network makes is not looked up.
    return name.startsWith("sdn/") || ipsets.has(plain(name)) ? undefined : `no such ipset '${name}'`;
  }
  if (!/^(?:dc\/|guest\/)?[A-Za-z][A-Za-z0-9\-_]*$/.test(text)) return undefined;
  return aliases.has(plain(text)) ? undefined : `no such alias '${text}'`;
}
