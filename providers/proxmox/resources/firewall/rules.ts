import { assigned, computed, optional } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { entries } from "../../../../lib/schema/structures.js";
import { flag, integer, oneOf, text } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { checkRules, numbered } from "./rule.js";
import { rulesVerbs } from "./rules-verbs.js";
import { checkScope, parseScope, scopeId } from "./scope.js";

const vmid = integer({ min: 100, max: 999_999_999 });
const maybe = { absent: "" } as const;

const rule = {
  pos: computed(integer(), "Position, from 0."),
  action: optional(oneOf("ACCEPT", "REJECT", "DROP"), "What happens to a packet that matches."),
  type: optional(oneOf("in", "out", "forward"), "Direction of the packets."),
  comment: optional(text, "Free text.", maybe),
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

const attributes = {
  id: assigned(text, "The scope: `cluster`, `node/pve1`, `vm/100`, `container/101`."),
  node_name: optional(text, "The node whose rules these are, or that the guest was made on."),
  vm_id: optional(vmid, "The VM whose rules these are."),
  container_id: optional(vmid, "The container whose rules these are."),
  rule: entries("optional", "The rules of the scope, all of them, in order.", {
    attributes: rule,
    block: true,
  }),
} as const;

/** All firewall rules of one scope, as one document in order. */
export const firewallRules = resource<Connection, typeof attributes>({
  type: "firewall_rules",
  aliases: ["proxmox_virtual_environment_firewall_rules"],
  description:
    "All firewall rules of the cluster, a node or a guest, as one document in order. Only what differs is moved, changed, inserted or removed.",
  source: "/cluster/firewall/rules, /nodes/{node}/firewall/rules, /nodes/{node}/qemu/{vmid}/firewall/rules",
  attributes,
  identity: ["id"],
  importId: {
    form: "cluster | node/{node} | vm/{node}/{vmid} | container/{node}/{vmid}",
    example: "vm/pve1/100",
    parse: parseScope,
  },
  rules: {
    check: (configuration) => [...checkScope(configuration), ...checkRules(configuration)],
    derive: (planned) => ({ ...numbered(planned), id: scopeId(planned) }),
  },
  verbs: rulesVerbs(rule),
});
