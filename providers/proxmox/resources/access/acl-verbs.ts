import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Verbs } from "../../../../lib/schema/resource.js";
import { isUnknown, type Value, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";

const principals = ["user_id", "group_id", "token_id"] as const;

/** Who is meant by a text: `user@realm`, `user@realm!token`, or a group. */
export function principalFrom(text: string): ValueObject {
  const [user_id, group_id, token_id]: Value[] = text.includes("!")
    ? [null, null, text]
    : text.includes("@")
      ? [text, null, null]
      : [null, text, null];
  return { user_id: user_id ?? null, group_id: group_id ?? null, token_id: token_id ?? null };
}

export function exactlyOnePrincipal(configuration: ValueObject): readonly Diagnostic[] {
  const given = principals.filter((name) => (configuration[name] ?? null) !== null);
  if (given.length === 1 || principals.some((name) => isUnknown(configuration[name]))) return [];
  return [
    error(given.length === 0 ? "an ACL needs somebody to grant to" : "an ACL is granted to one", {
      path: [given[1] ?? "user_id"],
      detail: `Set exactly one of ${principals.join(", ")}${given.length === 0 ? "" : `; given are ${given.join(" and ")}`}.`,
    }),
  ];
}

/** `alice@pve is PVEVMUser on /vms/100`. */
export function grantText(planned: ValueObject): string {
  const [role, path] = [scalarText(planned["role_id"]), scalarText(planned["path"])];
  return `${principalOf(planned)} is ${role} on ${path}`;
}

/** `users`, `groups` or `tokens`, and who. */
function target(identity: ValueObject): Readonly<Record<string, string>> {
  const name = principals.find((each) => (identity[each] ?? null) !== null) ?? "user_id";
  return { [name.replace("_id", "s")]: scalarText(identity[name]) };
}

const principalOf = (identity: ValueObject) => Object.values(target(identity))[0] ?? "";

/** ACLs have one list and one PUT, which is idempotent; whether one exists is told by the list alone. */
export const aclVerbs: Verbs<Connection, Attributes> = {
  read: async (connection, identity) => {
    const rows = await connection.once("/access/acl");
    const type = principals.find((each) => (identity[each] ?? null) !== null)?.replace("_id", "");
    const row = rows.find(
      (each) =>
        each.path === identity["path"] &&
        each.roleid === identity["role_id"] &&
        each.type === type &&
        each.ugid === principalOf(identity),
    );
    if (row === undefined) return undefined;
    const id = `${row.path}?${row.ugid}?${row.roleid}`;
    return { attributes: { ...identity, id, propagate: row.propagate === 1 } };
  },
  create: async (work, { planned }) => {
    const identity = Object.fromEntries(
      ["path", "role_id", ...principals].map((name) => [name, (planned as ValueObject)[name] ?? null]),
    );
    await work.intend(identity);
    await put(work.connection, identity, { propagate: (planned as ValueObject)["propagate"] === true });
    return identity;
  },
  // One PUT changes it in place, so there is no moment without the right.
  update: (work, { identity, planned }) =>
    put(work.connection, identity, { propagate: (planned as ValueObject)["propagate"] === true }),
  delete: (work, { identity }) => put(work.connection, identity, { delete: true }),
  needs: async (_connection, change) => {
    const { path } = change.action === "create" ? change.planned : (change.prior as ValueObject);
    if (isUnknown(path)) return [];
    return [callNeed({ verb: "PUT", path: "/access/acl", parameters: { path } }, "who may do what changes")];
  },
};

async function put(
  { api }: Connection,
  identity: ValueObject,
  more: Readonly<Record<string, boolean>>,
): Promise<void> {
  await api.put("/access/acl", {
    path: scalarText(identity["path"]),
    roles: scalarText(identity["role_id"]),
    ...target(identity),
    ...more,
  });
}
