import type { Change } from "../../../../../lib/schema/resource.js";
import type { Target } from "./target.js";
import type { Connection } from "../../../connection.js";

/** Moves a guest into a pool, or out of the one it is in. The guest's own configuration knows nothing of it. */
export async function changePool(
  { api }: Connection,
  { vmid }: Target,
  changes: readonly Change[],
): Promise<void> {
  const change = changes.find(({ path }) => path[0] === "pool");
  if (change === undefined || change.before === change.after) return;
  const { before, after } = change;
  if (typeof after === "string") await api.put("/pools", { poolid: after, vms: vmid, "allow-move": true });
  else if (typeof before === "string") await api.put("/pools", { poolid: before, vms: vmid, delete: true });
}
