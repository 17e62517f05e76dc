import { computed } from "../../../../lib/schema/roles.js";
import { entries } from "../../../../lib/schema/structures.js";
import { flag, text } from "../../../../lib/schema/types.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { Connection } from "../../connection.js";

interface AclRow {
  readonly type: "user" | "group" | "token";
  readonly ugid: string;
  readonly path: string;
  readonly roleid: string;
  readonly propagate: number;
}

/** What is granted to a user or group itself, as an attribute. */
export const acl = entries("computed", "What is granted to it, by itself and not by way of a group.", {
  unordered: "set",
  attributes: {
    path: computed(text, "On what: `/vms/100`."),
    propagate: computed(flag, "Whether it also holds below the path."),
    role_id: computed(text, "The role."),
  },
});

/** What is granted to a user or group itself: one list serves all that ask. */
export async function grantedTo(
  connection: Connection,
  type: AclRow["type"],
  name: string,
): Promise<readonly ValueObject[]> {
  const rows = await connection.once("/access/acl");
  return rows
    .filter((row) => row.type === type && row.ugid === name)
    .map(({ path, roleid, propagate }) => ({ path, role_id: roleid, propagate: propagate === 1 }));
}
