import { computed, required } from "../../../../lib/schema/roles.js";
import { text, textLike } from "../../../../lib/schema/types.js";
import { nodeName } from "../../form/node-name.js";
import { restSingleton } from "../../rest/rest-singleton.js";

const clock = {
  decode: (seconds: string) => new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z"),
  changesWith: ["time_zone"],
} as const;

const zone = textLike(/^[A-Za-z0-9+\-_]+(?:\/[A-Za-z0-9+\-_]+)*$/, "a name such as `UTC` or `Europe/Vienna`");

// A new node is in `Etc/UTC`, which Proxmox VE shows but does not take.
const known = (name: string) => (name === "Etc/UTC" ? "UTC" : name);

/** A node's time zone. */
export const time = restSingleton({
  type: "time",
  aliases: ["proxmox_virtual_environment_time"],
  description: "A node's time zone. Removing the resource puts back the one before.",
  path: "/nodes/{node_name}/time",
  id: "{node_name}_time",
  importId: "{node_name}",
  example: "pve1",
  attributes: {
    node_name: required(nodeName, "The node."),
    time_zone: required(zone, "The time zone: `UTC`, `Europe/Vienna`.", {
      key: "timezone",
      encode: known,
      canonical: known,
    }),
    local_time: computed(text, "The node's clock in its zone when it was read.", {
      key: "localtime",
      ...clock,
    }),
    utc_time: computed(text, "The node's clock in UTC when it was read.", { key: "time", ...clock }),
  },
});
