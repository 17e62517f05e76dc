import { optional, required } from "../../../../lib/schema/roles.js";
import { entries } from "../../../../lib/schema/structures.js";
import { text } from "../../../../lib/schema/types.js";
import { emptied } from "../../form/emptied.js";
import { poolMember } from "../../form/pool-member.js";
import { filledRow } from "../../rest/filled-row.js";
import { restResource } from "../../rest/rest-resource.js";
import { poolName } from "../../form/pool-name.js";

type Row = Readonly<Record<string, unknown>>;

/** A pool of guests and storages. */
export const pool = restResource({
  type: "pool",
  aliases: ["proxmox_virtual_environment_pool"],
  description: "A pool of guests and storages, to be granted roles on together.",
  // By a path of its own a pool inside another can't be asked.
  path: "/pools?poolid={pool_id}",
  collection: "/pools",
  id: "{pool_id}",
  example: "web",
  attributes: {
    pool_id: required(poolName, "The pool's name.", { key: "poolid" }),
    comment: optional(text, "Free text.", emptied),
    members: entries("computed", "What is in it.", { attributes: poolMember }),
  },
  row: (answer) => (answer as readonly Row[])[0] ?? {},
  more: ({ members = [] }) => ({
    members: (members as readonly Row[]).map((row) => filledRow(poolMember, row)),
  }),
});
