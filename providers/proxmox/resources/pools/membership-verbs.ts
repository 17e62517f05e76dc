import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Verbs } from "../../../../lib/schema/resource.js";
import { isUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { means } from "../../api/meanings.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";

interface PoolRow {
  readonly members?: readonly { readonly vmid?: number; readonly storage?: string }[];
}

export function exactlyOneMember({ vm_id, storage_id }: ValueObject): readonly Diagnostic[] {
  if (isUnknown(vm_id) || isUnknown(storage_id)) return [];
  const given = [vm_id, storage_id].filter((each) => each !== undefined && each !== null).length;
  if (given === 1) return [];
  return [
    error(given === 0 ? "a membership needs a member" : "a membership has one member", {
      path: [given === 0 ? "vm_id" : "storage_id"],
      detail: "Set exactly one of `vm_id` and `storage_id`.",
    }),
  ];
}

/** Reads `web/test/vm/100`, where the pool may lie in another. */
export function parseMembership(text: string): ValueObject | undefined {
  const [, pool_id, vmid, storage] = /^(.+)\/(?:vm\/(\d+)|storage\/([^/]+))$/.exec(text) ?? [];
  if (pool_id === undefined) return undefined;
  return { pool_id, vm_id: vmid === undefined ? null : Number(vmid), storage_id: storage ?? null };
}

const isGuest = ({ vm_id }: ValueObject) => (vm_id ?? null) !== null;

/** The parameters that name the pool and the member. */
function named(identity: ValueObject) {
  const { pool_id, vm_id, storage_id } = identity;
  const member: { readonly vms?: string; readonly storage?: string } = isGuest(identity)
    ? { vms: scalarText(vm_id) }
    : { storage: scalarText(storage_id) };
  return { poolid: scalarText(pool_id), ...member };
}

/** A membership has no address: the pool tells its members, and one PUT brings in and takes out. */
export const membershipVerbs: Verbs<Connection, Attributes> = {
  read: async (connection, identity) => {
    const { poolid, vms, storage } = named(identity);
    try {
      const [pool] = await connection.onceAt<readonly PoolRow[]>("/pools", { poolid });
      const found = (pool?.members ?? []).some((each) =>
        vms === undefined ? each.storage === storage && each.vmid === undefined : String(each.vmid) === vms,
      );
      const type = isGuest(identity) ? "vm" : "storage";
      const id = `${poolid}/${type}/${vms ?? storage}`;
      return found ? { attributes: { ...identity, id, type } } : undefined;
    } catch (thrown) {
      if (means(thrown, "missing")) return undefined;
      throw thrown;
    }
  },
  create: async (work, { planned }) => {
    const { pool_id = null, vm_id = null, storage_id = null } = planned as ValueObject;
    const identity = { pool_id, vm_id, storage_id };
    await work.intend(identity);
    await work.connection.api.ask("PUT", "/pools", named(identity));
    return identity;
  },
  delete: async ({ connection }, { identity }) => {
    try {
      await connection.api.ask("PUT", "/pools", { ...named(identity), delete: true });
    } catch (thrown) {
      if (!means(thrown, "missing") && !means(thrown, "notMember")) throw thrown;
    }
  },
  needs: async (_connection, change) => {
    const values = change.action === "create" ? change.planned : (change.prior as ValueObject);
    if ([values["pool_id"], values["vm_id"], values["storage_id"]].some(isUnknown)) return [];
    return [
      callNeed({ verb: "PUT", path: "/pools", parameters: named(values) }, "who is in the pool changes"),
    ];
  },
};
