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

/** Formats of firewall rules and options that know words: what is wrong with a text, in PVE's words. */
export const firewallFormatChecks: Readonly<Record<string, FormatCheck>> = {
  "pve-fw-icmp-type-spec": (text) => (icmpTypes.has(text) ? undefined : `invalid icmp-type value '${text}'`),
  "pve-fw-conntrack-helper": (text) => {
    const unknown = text.split(",").find((each) => !helpers.has(each));
    return unknown === undefined ? undefined : `unknown helper ${unknown}`;
  },
};
