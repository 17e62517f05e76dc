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
  const { type, action, macro, iface } = rule;
  const { environment } = place;
  const isGuest = environment === "vm" || environment === "ct";
  if ((type === "group" && environment === "group") || (type === "forward" && isGuest))
    errors["type"] = `invalid rule type '${type}' for rule_env '${environment}'`;
  if (type !== "group" && !/^(?:ACCEPT|DROP|REJECT)$/.test(String(action)))
    errors["action"] = `unknown action '${action}'`;
  if (iface !== undefined && environment === "group")
    errors["type"] = "parameter -i not allowed for this rule type";
  if (iface !== undefined && isGuest && !/^net\d+$/.test(String(iface)))
    errors["iface"] = "value does not match the regex pattern 'net\\d+'";
  if (macro !== undefined && !macros.has(String(macro).toLowerCase()))
    errors["macro"] = `unknown macro '${macro}'`;
  return { ...errors, ...portProblems(rule), ...addressProblems(rule, place) };
}

/** Ports and kinds of ICMP belong to a protocol that has them. */
function portProblems(rule: Rule): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  const { proto } = rule;
  const isIcmp = icmpProtocols.has(String(proto));
  for (const name of ["dport", "sport"] as const) {
    if (!(name in rule)) continue;
    if (proto === undefined) errors["proto"] ??= `missing property - '${name}' requires this property`;
    else if (!protocolsWithPorts.has(String(proto)) && !(isIcmp && name === "dport"))
      errors[name] = `protocol '${proto}' does not support ports`;
  }
  if (!("icmp-type" in rule)) return errors;
  if (!isIcmp) errors["proto"] ??= "missing property - 'icmp-type' requires this property";
  if ("dport" in rule) errors["icmp-type"] = "'icmp-type' cannot be specified together with 'dport'";
  return errors;
}

const icmpProtocols = new Set(["icmp", "icmpv6", "ipv6-icmp"]);
const protocolsWithPorts = new Set("tcp udp udplite sctp dccp 6 17 136 132 33".split(" "));

function addressProblems(rule: Rule, place: RulePlace): Readonly<Record<string, string>> {
  const named = (["source", "dest"] as const).flatMap((name) => {
    const problem = nameProblem(String(rule[name] ?? ""), place);
    return problem === undefined ? [] : [[name, problem] as const];
  });
  const [source, dest] = [versionOf(rule["source"]), versionOf(rule["dest"])];
  const isMixed = source !== undefined && dest !== undefined && source !== dest;
  return {
    ...(isMixed ? { dest: "detected mixed ipv4/ipv6 adresses in rule" } : {}),
    ...Object.fromEntries(named),
  };
}

/** Which kind of address a source or destination is about, where it says so. */
export function versionOf(value: Rule[string] | undefined): 4 | 6 | undefined {
  const text = String(value ?? "");
  if (!/^[0-9a-fA-F:.,/-]+$/.test(text) || !/[.:]/.test(text)) return undefined;
  return text.includes(":") ? 6 : 4;
}

/** A name instead of an address must be one that is known here. */
function nameProblem(text: string, { aliases, ipsets }: RulePlace): string | undefined {
  const plain = (name: string) => name.replace(/^(?:dc|guest)\//, "");
  if (text.startsWith("+")) {
    const name = text.slice(1);
    if (!/^(?:(?:guest|dc|sdn)\/)?[A-Za-z][A-Za-z0-9\-_.]+$/.test(name))
      return `invalid ipset name '${text}'`;
    // What the software-defined network makes is not looked up.
    return name.startsWith("sdn/") || ipsets.has(plain(name)) ? undefined : `no such ipset '${name}'`;
  }
  if (!/^(?:dc\/|guest\/)?[A-Za-z][A-Za-z0-9\-_]*$/.test(text)) return undefined;
  return aliases.has(plain(text).toLowerCase()) ? undefined : `no such alias '${text}'`;
}
