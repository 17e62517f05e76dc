import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { listOf, textOf, type Call, type Routes } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { prefixed } from "../section-object.js";
import { seenGuestRow, seenStorageRows } from "./resources.js";

/** Groups of guests and storages, which may lie in one another: `a/b`. */
export const poolRoutes: Routes = {
  "GET /pools": (call) => {
    const only = textOf(call, "poolid");
    if (only !== undefined) {
      requirePrivileges(call, `/pool/${only}`, ["Pool.Audit"]);
      return [{ poolid: only, ...shown(call, only) }];
    }
    return [...call.world.pools]
      .filter(([id]) => privilegesAt(call.world, call.user, `/pool/${id}`).has("Pool.Audit"))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([poolid, { comment }]) => ({ poolid, ...commentOf(comment) }));
  },
  "POST /pools": (call) =>
    prefixed("create pool failed", () => {
      const id = textOf(call, "poolid") as string;
      const { pools } = call.world;
      if (pools.has(id)) fail(`pool '${id}' already exists`);
      const parent = id.split("/").slice(0, -1).join("/");
      if (parent !== "" && !pools.has(parent)) fail(`parent '${parent}' of pool '${id}' does not exist`);
      pools.set(id, { comment: textOf(call, "comment"), storages: new Set() });
      return null;
    }),
  "GET /pools/{poolid}": (call) => {
    const id = textOf(call, "poolid") as string;
    return { poolid: id, ...shown(call, id) };
  },
  "PUT /pools/{poolid}": change,
  "PUT /pools": change,
  "DELETE /pools/{poolid}": remove,
  "DELETE /pools": remove,
};

function poolOf({ world }: Call, id: string) {
  return world.pools.get(id) ?? fail(`pool '${id}' does not exist`);
}

function commentOf(comment: string | undefined): object {
  return comment === undefined ? {} : { comment };
}

function shown(call: Call, id: string): object {
  const { comment } = poolOf(call, id);
  const type = textOf(call, "type");
  const members = membersOf(call, id).filter((member) => type === undefined || member["type"] === type);
  return { ...commentOf(comment), members };
}

function membersOf(call: Call, id: string) {
  const { world } = call;
  const guests = [...world.guests].filter(([, guest]) => guest.pool === id);
  const storages = [...(world.pools.get(id)?.storages ?? [])].flatMap((name) => {
    return world.storages.has(name) ? seenStorageRows(call, name) : [];
  });
  return [
    ...guests.map(([vmid, guest]) => {
      const { pool: _pool, ...row } = seenGuestRow(call, vmid, guest);
      return row;
    }),
    ...storages,
  ];
}

function change(call: Call): null {
  return prefixed("update pools failed", () => {
    const id = textOf(call, "poolid") as string;
    const pool = poolOf(call, id);
    const isDelete = Number(call.parameters["delete"] ?? 0) === 1;
    for (const vmid of listOf(call, "vms").map(Number)) changeGuest(call, { id, vmid, isDelete });
    for (const storage of listOf(call, "storage")) {
      assertMayGrant(call, `/storage/${storage}`, "Datastore.Allocate");
      const isMember = pool.storages.has(storage);
      if (isDelete && !isMember) fail(`Storage '${storage}' is not a pool member`);
      if (!isDelete && isMember) fail(`Storage '${storage}' is already a pool member`);
      if (isDelete) pool.storages.delete(storage);
      else pool.storages.add(storage);
    }
    if ("comment" in call.parameters) pool.comment = textOf(call, "comment");
    return null;
  });
}

function changeGuest(
  call: Call,
  { id, vmid, isDelete }: { readonly id: string; readonly vmid: number; readonly isDelete: boolean },
): void {
  assertMayGrant(call, `/vms/${vmid}`, "VM.Allocate");
  const guest = call.world.guests.get(vmid);
  // A guest that is not there may be a member, and shows nowhere.
  if (guest === undefined) return;
  if (isDelete && guest.pool !== id) fail(`VM ${vmid} is not a pool member`);
  if (!isDelete && guest.pool === id) fail(`VM ${vmid} is already a pool member`);
  if (!isDelete && guest.pool !== undefined && Number(call.parameters["allow-move"] ?? 0) !== 1)
    fail(`VM ${vmid} belongs already to pool '${guest.pool}' and 'allow-move' is not set`);
  guest.pool = isDelete ? undefined : id;
}

/** Whoever makes something a member grants what the pool grants. */
function assertMayGrant({ world, user }: Call, path: string, own: string): void {
  const had = privilegesAt(world, user, path);
  if (had.has("Permissions.Modify") || had.has(own)) return;
  throw new ApiFailure(403, `Permission check failed (${path}, Permissions.Modify|${own})`);
}

function remove(call: Call): null {
  return prefixed("delete pool failed", () => {
    const { world } = call;
    const id = textOf(call, "poolid") as string;
    const { storages } = poolOf(call, id);
    const [guest] = [...world.guests].find(([, { pool }]) => pool === id) ?? [];
    const inside = [
      ...[...world.pools.keys()].filter((each) => each.startsWith(`${id}/`)).map((each) => `pool '${each}'`),
      ...(guest === undefined ? [] : [`VM ${guest}`]),
      ...[...storages].filter((each) => world.storages.has(each)).map((each) => `storage ${each}`),
    ];
    if (inside.length > 0) fail(`pool '${id}' is not empty (contains ${inside[0]})`);
    world.pools.delete(id);
    world.acl = world.acl.filter(({ path }) => path !== `/pool/${id}`);
    return null;
  });
}
