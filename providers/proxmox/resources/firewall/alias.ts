import { optional, required } from "../../../../lib/schema/roles.js";
import { textLike } from "../../../../lib/schema/types.js";
import { network } from "../../form/network.js";
import { oneLine } from "../../form/one-line.js";
import { trimmed } from "../../form/trimmed.js";
import { restResource } from "../../rest/rest-resource.js";
import { anyFirewall } from "./any-firewall.js";

type Row = Readonly<Record<string, unknown>>;

const aliasName = textLike(
  /^[A-Za-z][A-Za-z0-9\-_]{1,63}$/,
  "2 to 64 letters, digits, `-` or `_`, with a letter first",
);

/** A name for an address or a network in the firewall of the cluster or of a guest. */
export const firewallAlias = restResource({
  type: "firewall_alias",
  aliases: ["proxmox_virtual_environment_firewall_alias"],
  description: "A name for an address or a network, for the rules of the cluster or of one guest.",
  within: anyFirewall,
  path: "/aliases/{name}",
  collection: "/aliases",
  // Only the list tells a digest.
  told: "/aliases",
  row: (list, { name }) => (list as readonly Row[]).find((row) => same(row["name"], name)),
  id: "{name}",
  example: "cluster/office",
  attributes: {
    name: required(aliasName, "The name that rules use; capital and small letters are the same."),
    cidr: required(network.type, "The address or network.", { canonical: network.canonical }),
    comment: optional(oneLine, "Free text.", trimmed),
  },
  whole: true,
});

function same(left: unknown, right: unknown): boolean {
  return String(left).toLowerCase() === String(right).toLowerCase();
}
