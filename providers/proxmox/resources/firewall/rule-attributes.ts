import { computed, optional } from "../../../../lib/schema/roles.js";
import { flag, integer, oneOf, text } from "../../../../lib/schema/types.js";
import { oneLine } from "../../form/one-line.js";
import { trimmed } from "../../form/trimmed.js";

const maybe = { absent: "" } as const;

/** One rule of a list: of a scope or of a security group. */
export const ruleAttributes = {
  pos: computed(integer(), "Position, from 0."),
  action: optional(oneOf("ACCEPT", "REJECT", "DROP"), "What happens to a packet that matches."),
  type: optional(oneOf("in", "out", "forward"), "Direction of the packets."),
  comment: optional(oneLine, "Free text.", trimmed),
  dest: optional(text, "Destination: address, range, CIDR, alias or `+ipset`.", maybe),
  dport: optional(text, "Destination ports: `22`, `80,443`, `8000:8100`. Needs `proto` or `macro`.", maybe),
  enabled: optional(flag, "Whether the rule is in force.", { key: "enable", default: true }),
  iface: optional(text, "Network interface: `net0` of a guest, `vmbr0` of a node.", maybe),
  log: optional(text, "Log level of matches.", maybe),
  macro: optional(text, "A macro such as `SSH`, instead of protocol and ports.", maybe),
  proto: optional(text, "Protocol: `tcp`, `udp`, `icmp` and others.", maybe),
  security_group: optional(text, "A security group to insert here, instead of a rule.", maybe),
  source: optional(text, "Source: address, range, CIDR, alias or `+ipset`.", maybe),
  sport: optional(text, "Source ports.", maybe),
} as const;
