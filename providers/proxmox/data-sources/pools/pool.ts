import { computed, required } from "../../../../lib/schema/roles.js";
import { entries } from "../../../../lib/schema/structures.js";
import { text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import { poolMember } from "../../form/pool-member.js";
import { filledRow } from "../../rest/filled-row.js";
import { restDataSource } from "../../rest/rest-data-source.js";

interface PoolRow {
  readonly poolid: string;
  readonly comment?: string;
  readonly members?: readonly Readonly<Record<string, unknown>>[];
}

/** One pool and its members. */
export const pool = restDataSource({
  type: "pool",
  aliases: ["proxmox_virtual_environment_pool"],
  description: "One pool and its members.",
  // By a path of its own a pool inside another can't be asked.
  path: "/pools",
  parameters: ({ pool_id }) => ({ poolid: pool_id }),
  id: "{pool_id}",
  attributes: {
    pool_id: required(nonEmpty, "The pool; one that lies in another with that one's before it: `web/test`."),
    comment: computed(text, "Free text."),
    members: entries("computed", "Its members.", { attributes: poolMember }),
  },
  row: ([found]: readonly PoolRow[]) => ({ ...found }),
  more: (_connection, _asked, [found]) => ({
    members: (found?.members ?? []).map((row) => filledRow(poolMember, row)),
  }),
});
