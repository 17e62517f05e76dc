import { optional, required } from "../../../../lib/schema/roles.js";
import { listOf } from "../../../../lib/schema/types.js";
import { address } from "../../form/address.js";
import { nameWithoutBlanks } from "../../form/name-without-blanks.js";
import { nodeName } from "../../form/node-name.js";
import { restSingleton } from "../../rest/rest-singleton.js";

const places = ["dns1", "dns2", "dns3"] as const;

/** Where a node looks up names. */
export const dns = restSingleton({
  type: "dns",
  aliases: ["proxmox_virtual_environment_dns"],
  description: "Where a node looks up names. Removing the resource puts back what was there before.",
  path: "/nodes/{node_name}/dns",
  id: "{node_name}_dns",
  importId: "{node_name}",
  example: "pve1",
  // prettier-ignore
  attributes: {
    node_name: required(nodeName, "The node."),
    domain: required(nameWithoutBlanks, "The domain in which short names are searched.", { key: "search" }),
    servers: optional(listOf(address, { max: places.length }), "Addresses of up to three servers, in order.", { absent: [] }),
  },
  row: (answer) => ({
    ...answer,
    servers: places
      .map((place) => answer[place])
      .filter((server) => typeof server === "string")
      .join(","),
  }),
  whole: ({ servers = [], ...rest }) => ({
    ...rest,
    ...Object.fromEntries(
      (servers as readonly string[]).map((server, index) => [String(places[index]), server]),
    ),
  }),
});
