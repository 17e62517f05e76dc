import type { EffectOf } from "../../../../../lib/schema/attribute.js";
import { assigned, managed } from "../../../../../lib/schema/roles.js";
import { decimal, flag, integer, oneOf, text } from "../../../../../lib/schema/types.js";
import { macAddress, trunks } from "../guest/interface-notations.js";
import { lineMap } from "../guest/line-map.js";
import { coldEffect } from "../guest/effects.js";
import { pluggedEffect } from "./effects.js";
import { models, networkLine } from "./network-line.js";

/** The interface is taken out and plugged in anew. There is no plugging into an ISA bus. */
const replugged: EffectOf = (change, facts) => {
  const model = (change.siblings.after ?? change.siblings.before)?.["model"];
  return model === "ne2k_isa" ? coldEffect(change, facts) : pluggedEffect("network", change, facts);
};

const wholeInterface: EffectOf = (change, facts) => {
  const wanted = change.after as { readonly model?: unknown } | null;
  return wanted?.model === "ne2k_isa" ? coldEffect(change, facts) : pluggedEffect("network", change, facts);
};

/** The tap is moved from bridge to bridge; to none, or from none, only with a new interface. */
const rebridged: EffectOf = (change, facts) =>
  change.before === null || change.after === null ? replugged(change, facts) : "live";

/** Queues that are taken away stay with the process of a virtio interface, though PVE plugs it anew. */
const requeued: EffectOf = (change, facts) =>
  change.after === null && (change.siblings.after?.["model"] ?? "virtio") === "virtio"
    ? coldEffect(change, facts)
    : replugged(change, facts);

// prettier-ignore
export const network = lineMap({ slot: { net: 31 }, notation: networkLine, effect: wholeInterface }, "Network interfaces by slot.", {
  model: managed(oneOf(...models), "Device; `virtio` for a new interface if unset.", { effect: replugged }),
  mac: assigned(macAddress.type, "MAC address.", { key: "macaddr", canonical: macAddress.canonical, effect: replugged }),
  bridge: managed(text, "Bridge or virtual network; without one: user-mode networking.", { effect: rebridged }),
  vlan: managed(integer({ min: 1, max: 4094 }), "VLAN tag.", { key: "tag" }),
  trunks: managed(trunks, "VLANs passed on tagged."),
  firewall: managed(flag, "Whether the guest's firewall rules apply to it."),
  rate: managed(decimal.min(0), "Limit, MB/s."),
  link_down: managed(flag, "Pulled cable."),
  mtu: managed(integer({ min: 1, max: 65520 }), "MTU (virtio); 1: the bridge's.", { effect: replugged }),
  queues: managed(integer({ min: 0, max: 64 }), "Packet queues (virtio).", { effect: requeued }),
  host_tunnel: managed(flag, "Offloads of tunnels by the host (virtio).", { key: "host-tunnel" }),
});
