import { computed, optional } from "../../../../lib/schema/roles.js";
import { flag, integer, oneOf, textLike } from "../../../../lib/schema/types.js";
import { oneLine } from "../../form/one-line.js";
import { trimmed } from "../../form/trimmed.js";
import { ports } from "../../form/ports.js";
import { ruleAddresses } from "../../form/rule-addresses.js";

const maybe = { absent: "" } as const;

const level = textLike(
  /^(?:emerg|alert|crit|err|warning|notice|info|debug|nolog)?$/,
  "emerg, alert, crit, err, warning, notice, info, debug or nolog",
);
const protocol = textLike(/^[a-z0-9.+-]*$/, "the name of a protocol in small letters, or its number");
const word = textLike(/^\S*$/, "a name without blanks");

/** One rule of a list: of a scope or of a security group. */
export const ruleAttributes = {
  pos: computed(integer(), "Position, from 0."),
  action: optional(oneOf("ACCEPT", "REJECT", "DROP"), "What happens to a packet that matches."),
  type: optional(oneOf("in", "out", "forward"), "Direction of the packets."),
  comment: optional(oneLine, "Free text.", trimmed),
  dest: optional(ruleAddresses, "Destination: address, range, CIDR, alias or `+ipset`.", maybe),
  dport: optional(ports, "Destination ports: `22`, `80,443`, `8000:8100`. Needs `proto`.", maybe),
  enabled: optional(flag, "Whether the rule is in force.", { key: "enable", default: true }),
  iface: optional(word, "Network interface: `net0` of a guest, `vmbr0` of a node.", maybe),
  log: optional(level, "Log level of matches.", maybe),
  macro: optional(word, "A macro such as `SSH`, instead of protocol and ports.", {
    ...maybe,
    canonical: (name) => name.toLowerCase(),
  }),
  proto: optional(protocol, "Protocol: `tcp`, `udp`, `icmp` and others.", maybe),
  security_group: optional(word, "A security group to insert here, instead of a rule.", maybe),
  source: optional(ruleAddresses, "Source: address, range, CIDR, alias or `+ipset`.", maybe),
  sport: optional(ports, "Source ports. Needs `proto`.", maybe),
} as const;
