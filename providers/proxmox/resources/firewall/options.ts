import { optional } from "../../../../lib/schema/roles.js";
import { flag, oneOf } from "../../../../lib/schema/types.js";
import { restSingleton } from "../../rest/rest-singleton.js";
import { guestFirewall } from "./guest-firewall.js";

const policy = oneOf("ACCEPT", "REJECT", "DROP");
const level = oneOf("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug", "nolog");

/** The options of one guest's firewall. */
export const firewallOptions = restSingleton({
  type: "firewall_options",
  aliases: ["proxmox_virtual_environment_firewall_options"],
  description:
    "The options of one guest's firewall, all of them. Removing the resource puts back what was there before.",
  within: guestFirewall,
  path: "/options",
  // Without the key Proxmox VE takes another value than is the default here.
  row: (answer) => ({ ndp: 1, radv: 0, ...answer }),
  id: "{within}",
  importId: "",
  example: "vm/pve1/100",
  // prettier-ignore
  attributes: {
    enabled: optional(flag, "Whether the guest's firewall works.", { key: "enable", default: false }),
    dhcp: optional(flag, "Whether the guest may ask for an address by DHCP.", { default: false }),
    input_policy: optional(policy, "What happens to packets that come in where no rule matches.", { key: "policy_in", default: "DROP" }),
    output_policy: optional(policy, "What happens to packets that go out where no rule matches.", { key: "policy_out", default: "ACCEPT" }),
    ipfilter: optional(flag, "Whether each interface may only use the addresses in its set `ipfilter-net0`; not if not said."),
    log_level_in: optional(level, "How much is logged of packets that come in.", { default: "nolog" }),
    log_level_out: optional(level, "How much is logged of packets that go out.", { default: "nolog" }),
    macfilter: optional(flag, "Whether packets with another MAC address than the interface's are dropped.", { default: true }),
    ndp: optional(flag, "Whether the guest may find its neighbours by IPv6.", { default: false }),
    radv: optional(flag, "Whether the guest may send router advertisements.", { default: true }),
  },
});
