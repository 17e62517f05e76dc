import { addressRangeProblem } from "./address-range.js";
import type { FormatCheck } from "./format-check.js";

const icmpTypes = new Set(
  [
    "any echo-reply destination-unreachable network-unreachable host-unreachable protocol-unreachable",
    "port-unreachable fragmentation-needed source-route-failed network-unknown host-unknown",
    "network-prohibited host-prohibited TOS-network-unreachable TOS-host-unreachable",
    "communication-prohibited host-precedence-violation precedence-cutoff source-quench redirect",
    "network-redirect host-redirect TOS-network-redirect TOS-host-redirect echo-request",
    "router-advertisement router-solicitation time-exceeded ttl-zero-during-transit",
    "ttl-zero-during-reassembly parameter-problem ip-header-bad required-option-missing",
    "timestamp-request timestamp-reply address-mask-request address-mask-reply",
    "no-route beyond-scope address-unreachable failed-policy reject-route packet-too-big bad-header",
    "unknown-header-type unknown-option neighbor-solicitation neighbour-solicitation",
    "neighbor-advertisement neighbour-advertisement",
  ].flatMap((line) => line.split(" ")),
);
const helpers = new Set("amanda ftp irc netbios-ns pptp sane sip snmp tftp".split(" "));
/** The names of Debian's file of services (its package netbase), which rules may say instead of a number. */
const services = new Set(
  [
    "tcpmux echo discard systat daytime netstat qotd chargen ftp-data ftp fsp ssh telnet smtp time whois",
    "tacacs domain bootps bootpc tftp gopher finger http kerberos iso-tsap acr-nema pop3 sunrpc auth nntp",
    "ntp epmap netbios-ns netbios-dgm netbios-ssn imap2 snmp snmp-trap cmip-man cmip-agent mailq xdmcp",
    "bgp smux qmtp z3950 ipx ptp-event ptp-general pawserv zserv rpc2portmap codaauth2 clearcase ldap",
    "svrloc https snpp microsoft-ds kpasswd submissions saft isakmp rtsp nqs asf-rmcp qmqp ipp ldp exec",
    "biff login who shell syslog printer talk ntalk route gdomap uucp klogin kshell dhcpv6-client",
    "dhcpv6-server afpovertcp nntps submission ldaps tinc silc kerberos-adm domain-s rsync ftps-data ftps",
    "telnets imaps pop3s socks proofd rootd openvpn rmiregistry lotusnote ms-sql-s ms-sql-m ingreslock",
    "datametrics sa-msg-port kermit groupwise l2f radius radius-acct cisco-sccp nfs gnunet rtcm-sc104",
    "gsigatekeeper gris cvspserver venus venus-se codasrv codasrv-se mon dict f5-globalsite gsiftp gpsd",
    "gds-db icpv2 isns iscsi-target mysql ms-wbt-server nut distcc daap svn suucp sysrqd sieve epmd",
    "remctl f5-iquery ntske ipsec-nat-t iax mtn radmin-port sip sip-tls xmpp-client xmpp-server cfengine",
    "mdns postgresql freeciv amqps amqp x11 x11-1 x11-2 x11-3 x11-4 x11-5 x11-6 x11-7 gnutella-svc",
    "gnutella-rtr redis sge-qmaster sge-execd mysql-proxy babel ircs-u bbs afs3-fileserver afs3-callback",
    "afs3-prserver afs3-vlserver afs3-kaserver afs3-volser afs3-bos afs3-update afs3-rmtsys font-service",
    "http-alt puppet bacula-dir bacula-fd bacula-sd xmms2 nbd zabbix-agent zabbix-trapper amanda dicom",
    "hkp db-lsp dcap gsidcap wnn6 kerberos4 kerberos-master passwd-server krb-prop zephyr-srv zephyr-clt",
    "zephyr-hm iprop supfilesrv supfiledbg poppassd moira-db moira-update moira-ureg spamd skkserv",
    "predict rmtcfg xtel xtelw zebrasrv zebra ripd ripngd ospfd bgpd ospf6d ospfapi isisd fax hylafax",
    "munin rplay nrpe nsca canna syslog-tls sane-port ircd zope-ftp tproxy omniorb clc-build-daemon",
    "xinetd git zope webmin kamanda amandaidx amidxtape sgi-cmsd sgi-crsd sgi-gcd sgi-cad binkp asp",
    "csync2 dircproxy tfido fido",
  ].flatMap((line) => line.split(" ")),
);
const protocols = new Set(
  [
    "ip icmp igmp ggp ipencap st tcp egp igp pup udp hmp xns-idp rdp iso-tp4 dccp xtp ddp idpr-cmtp ipv6",
    "ipv6-route ipv6-frag idrp rsvp gre esp ah skip ipv6-icmp icmpv6 ipv6-nonxt ipv6-opts rspf vmtp eigrp",
    "ospf ax.25 ipip etherip encap pim ipcomp vrrp l2tp isis sctp fc mobility-header udplite mpls-in-ip",
    "manet hip shim6 wesp rohc ethernet",
  ].flatMap((line) => line.split(" ")),
);
const protocolNumbers = new Set(
  (
    "0 1 2 3 4 5 6 8 9 12 17 20 22 27 29 33 36 37 38 41 43 44 45 46 47 50 51 57 58 59 60 73 81 88 89 93 94 97 98 " +
    "103 108 112 115 124 132 133 135 136 137 138 139 140 141 142 143"
  ).split(" "),
);
const mostPorts = 15;

const address: FormatCheck = (text) => {
  if (/^\+\S+$/.test(text) || /^(?:dc\/|guest\/)?[A-Za-z][A-Za-z0-9\-_]+$/.test(text)) return undefined;
  const elements = text.split(",");
  if (elements.at(-1) === "") return "extraneous commas in list";
  for (const [index, element] of elements.entries()) {
    const problem = addressRangeProblem(element);
    if (problem !== undefined) return `invalid IP address: ${problem}`;
    if (element.includes(":") !== elements[Math.max(0, index - 1)]?.includes(":"))
      return `detected mixed ipv4/ipv6 addresses in address list '${text}'`;
  }
  const isRange = elements.some((each) => each.includes("-"));
  return isRange && elements.length > 1 ? "you can't use a range in a list" : undefined;
};

/** What is wrong with one port, a range `from:to` or a service. */
function portProblem(text: string, isDestination: boolean): string | undefined {
  if (!/^\d+(?::\d+)?$/.test(text))
    return services.has(text) || (isDestination && icmpTypes.has(text))
      ? undefined
      : `invalid port '${text}'`;
  const [from, to] = text.split(":");
  const tooBig = text.split(":").find((port) => Number(port) > 65535);
  if (tooBig !== undefined) return `invalid port '${tooBig}'`;
  return Number(from) > Number(to)
    ? `backwards range '${text}' not allowed, did you mean '${to}:${from}'?`
    : undefined;
}

const ports =
  (isDestination: boolean): FormatCheck =>
  (text) => {
    const elements = text.split(",");
    if (elements.at(-1) === "") return "extraneous commas in list";
    const problem = elements
      .map((each) => portProblem(each, isDestination))
      .find((each) => each !== undefined);
    if (problem !== undefined) return problem;
    const isAboutIcmp = isDestination && elements.some((each) => icmpTypes.has(each));
    if (isAboutIcmp && elements.length > 1) return "ICMP ports not allowed in port range";
    return text.split(/[,:]/).length > mostPorts
      ? `too many entries in port list (> ${mostPorts} numbers)`
      : undefined;
  };

/** Formats of firewall rules and options that know words: what is wrong with a text, in PVE's words. */
export const firewallFormatChecks: Readonly<Record<string, FormatCheck>> = {
  "pve-fw-icmp-type-spec": (text) => (icmpTypes.has(text) ? undefined : `invalid icmp-type value '${text}'`),
  "pve-fw-addr-spec": address,
  "pve-fw-dport-spec": ports(true),
  "pve-fw-sport-spec": ports(false),
  "pve-fw-protocol-spec": (text) =>
    protocols.has(text) || protocolNumbers.has(text) ? undefined : `unknown protocol '${text}'`,
  "pve-fw-conntrack-helper": (text) => {
    const unknown = text.split(",").find((each) => !helpers.has(each));
    return unknown === undefined ? undefined : `unknown helper ${unknown}`;
  },
};
