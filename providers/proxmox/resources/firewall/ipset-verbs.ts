import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Observed, Verbs } from "../../../../lib/schema/resource.js";
import { containsUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { means } from "../../api/meanings.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { placeOf } from "../../rest/place.js";
import { whileUnchanged } from "../../rest/while-unchanged.js";
import { anyFirewall } from "./any-firewall.js";
import { bringMembers, membersOf, readMembers } from "./ipset-members.js";

interface Row {
  readonly name: string;
  readonly comment?: string;
  readonly digest: string;
}

const [sets, set] = [placeOf("/ipset", anyFirewall), placeOf("/ipset/{name}", anyFirewall)];

const identityIn = ({ vm_id = null, container_id = null, name = null }: ValueObject) => ({
  vm_id,
  container_id,
  name,
});

async function read(connection: Connection, identity: ValueObject): Promise<Observed | undefined> {
  const [list, own] = [await sets.find(connection, identity), await set.find(connection, identity)];
  if (list === undefined || own === undefined) return undefined;
  const rows = await connection.api.ask<readonly Row[]>("GET", list.path);
  const row = rows.find(({ name }) => name === identity["name"]);
  if (row === undefined) return undefined;
  const cidr = await readMembers(connection.api, own.path);
  return {
    attributes: { ...identity, id: row.name, comment: row.comment ?? null, cidr },
    facts: { digest: row.digest },
  };
}

/** The verbs of a set of addresses: a name and a comment in a list, the addresses in one of their own. */
export const ipSetVerbs: Verbs<Connection, Attributes> = {
  read,
  create: async ({ connection, intend }, { planned }) => {
    const values = planned as ValueObject;
    const identity = identityIn(values);
    const { path: list } = await sets.at(connection, identity);
    const { path: own } = await set.at(connection, identity);
    await intend(identity);
    const comment = values["comment"] ?? null;
    await connection.api.ask("POST", list, {
      name: scalarText(identity.name),
      ...(comment === null ? {} : { comment: scalarText(comment) }),
    });
    await bringMembers(connection.api, own, membersOf(values));
    return identity;
  },
  update: async ({ connection }, { identity, planned, changes, observed }) => {
    const values = planned as ValueObject;
    const { path: list } = await sets.at(connection, identity);
    const { path: own } = await set.at(connection, identity);
    const name = scalarText(identity["name"]);
    // To rename a set to its own name is how Proxmox VE takes another comment.
    const renamed = { name, rename: name, comment: scalarText(values["comment"] ?? "") };
    if (changes.some(({ path }) => path[0] === "comment"))
      await whileUnchanged(
        observed,
        () => read(connection, identity),
        (digest) => connection.api.ask("POST", list, { ...renamed, digest }),
      );
    await bringMembers(connection.api, own, membersOf(values));
  },
  delete: async ({ connection }, { identity }) => {
    const own = await set.find(connection, identity);
    if (own === undefined) return;
    try {
      await connection.api.ask("DELETE", own.path, { force: true });
    } catch (thrown) {
      if (!means(thrown, "missing") || means(thrown, "guestMissing")) throw thrown;
    }
  },
  needs: async (connection, change) => {
    const identity = identityIn(change.action === "create" ? change.planned : (change.prior as ValueObject));
    const list = containsUnknown(identity) ? undefined : await sets.find(connection, identity);
    return list === undefined
      ? []
      : [callNeed({ verb: "POST", path: list.path }, `the plan is to ${change.action} it`)];
  },
};
