import { listOf, textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { guestRow } from "../guests/row.js";
import type { World } from "../world.js";

export const poolRoutes: Routes = {
  "GET /pools": (call) => {
    const only = textOf(call, "poolid");
    return [...call.world.pools]
      .filter(([poolid]) => only === undefined || poolid === only)
      .map(([poolid, { comment }]) => ({
        poolid,
        ...(comment === undefined ? {} : { comment }),
        ...(only === undefined ? {} : { members: members(call.world, poolid) }),
      }));
  },
  "POST /pools": (call) => {
    const id = textOf(call, "poolid") as string;
    if (call.world.pools.has(id)) fail(`create pool failed: pool '${id}' already exists`);
    call.world.pools.set(id, { comment: textOf(call, "comment"), storages: new Set() });
    return null;
  },
  "GET /pools/{poolid}": (call) => {
    const id = textOf(call, "poolid") as string;
    const { comment } = poolOf(call, id);
    return { ...(comment === undefined ? {} : { comment }), members: members(call.world, id) };
  },
  "PUT /pools/{poolid}": (call) => change(call, textOf(call, "poolid") as string),
  "PUT /pools": (call) => change(call, textOf(call, "poolid") as string),
  "DELETE /pools/{poolid}": (call) => remove(call, textOf(call, "poolid") as string),
  "DELETE /pools": (call) => remove(call, textOf(call, "poolid") as string),
};

function poolOf({ world }: Call, id: string) {
  return world.pools.get(id) ?? fail(`pool '${id}' does not exist`);
}

function members(world: World, pool: string): readonly unknown[] {
  return [...world.guests]
    .filter(([, guest]) => guest.pool === pool)
    .map(([vmid, guest]) => guestRow(world, vmid, guest));
}

function change(call: Call, id: string): null {
  const pool = poolOf(call, id);
  const isDelete = Number(call.parameters["delete"] ?? 0) === 1;
  if ("comment" in call.parameters) pool.comment = textOf(call, "comment");
  for (const vmid of listOf(call, "vms").map(Number)) {
    const guest = call.world.guests.get(vmid) ?? fail(`VM ${vmid} does not exist`);
    if (isDelete && guest.pool !== id) fail(`VM ${vmid} is not a pool member`);
    guest.pool = isDelete ? undefined : id;
  }
  for (const storage of listOf(call, "storage")) {
    if (isDelete) pool.storages.delete(storage);
    else pool.storages.add(storage);
  }
  return null;
}

function remove(call: Call, id: string): null {
  const { storages } = poolOf(call, id);
  if (storages.size > 0 || members(call.world, id).length > 0)
    fail(`delete pool failed: pool '${id}' is not empty`);
  call.world.pools.delete(id);
  return null;
}
