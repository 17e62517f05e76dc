import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import { computed, managed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { flag, integer, listOf, text, textLike } from "../../../../lib/schema/types.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { Connection } from "../../connection.js";
import { interfaceAddress } from "../../form/interface-address.js";
import { nameWithoutBlanks } from "../../form/name-without-blanks.js";
import { nodeName } from "../../form/node-name.js";
import { trimmed } from "../../form/trimmed.js";
import { importIdOf } from "../../rest/import-id-of.js";
import { anywhere } from "../../rest/within.js";
import { bridgeVerbs } from "./linux-bridge-verbs.js";

const { canonical, four, fourInNetwork, six, sixInNetwork } = interfaceAddress;
const bridgeName = textLike(
  /^[A-Za-z][A-Za-z0-9_]{1,9}$/,
  "2 to 10 letters, digits or `_`, with a letter first",
);
const vlans = textLike(
  /^\d+(?:-\d+)?(?: \d+(?:-\d+)?)*$/,
  "numbers and ranges with blanks between: `10 20-30`",
);
const ports = {
  key: "bridge_ports",
  absent: [],
  encode: (names: readonly string[]) => [...new Set(names)].join(" "),
  canonical: (names: readonly string[]) => [...new Set(names)].sort(),
};

// prettier-ignore
const attributes = {
  id: computed(text, "`{node_name}:{name}`."),
  node_name: required(nodeName, "The node."),
  name: required(bridgeName, "The bridge's name: `vmbr1`.", { key: "iface" }),
  address: optional(fourInNetwork, "The node's IPv4 address on the bridge, with its network.", { key: "cidr", canonical }),
  gateway: optional(four, "The node's default gateway.", { canonical }),
  address6: optional(sixInNetwork, "The node's IPv6 address on the bridge, with its network.", { key: "cidr6", canonical }),
  gateway6: optional(six, "The node's default gateway for IPv6.", { canonical }),
  autostart: optional(flag, "Whether the bridge comes up with the node.", { default: true }),
  comment: optional(text, "Free text.", { key: "comments", ...trimmed, decode: (lines) => lines.replace(/\n$/, "") }),
  mtu: optional(integer({ min: 1280, max: 65_520 }), "The largest packet, in bytes; that of the ports if not said."),
  ports: optional(listOf(nameWithoutBlanks), "The interfaces that are plugged into it.", ports),
  vlan_aware: managed(flag, "Whether guests choose their VLAN on it.", { key: "bridge_vlan_aware", absent: false }),
  vids: managed(vlans, "The VLANs that pass, `2-4094` if not said. Needs `vlan_aware`.", { key: "bridge_vids" }),
  timeout_reload: optional(integer({ min: 5 }), "Seconds after which applying is no longer waited for.", { default: 100, effect: "recorded" }),
} as const;

/** A bridge of a node. */
export const linuxBridge = resource<Connection, typeof attributes>({
  type: "network_linux_bridge",
  aliases: ["proxmox_virtual_environment_network_linux_bridge"],
  description:
    "A bridge of a node, which guests and network cards are plugged into. A change is staged and applied at once; what can't be applied is dropped.",
  source: "/nodes/{node}/network/{iface}",
  attributes,
  identity: ["node_name", "name"],
  importId: importIdOf("{node_name}:{name}", { example: "pve1:vmbr1", within: anywhere, attributes }),
  rules: { check: checkBridge },
  verbs: bridgeVerbs(attributes),
});

const needed = [
  ["gateway", "address", "A gateway is reached through an address of the bridge."],
  ["gateway6", "address6", "A gateway is reached through an address of the bridge."],
  ["vids", "vlan_aware", "VLANs pass through any other bridge as they are."],
] as const;

function checkBridge(configuration: ValueObject): readonly Diagnostic[] {
  const isSaid = (name: string) => ![null, undefined, false].includes(configuration[name] as null);
  return needed
    .filter(([name, other]) => isSaid(name) && !isSaid(other))
    .map(([name, other, why]) =>
      error(`${name} needs ${other}`, {
        path: [name],
        detail: `${why} Set ${other}, or take ${name} out.`,
      }),
    );
}
