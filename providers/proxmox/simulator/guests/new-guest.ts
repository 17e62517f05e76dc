import type { Guest } from "./guest.js";

/** A guest that has nothing yet, locked for as long as it is being made. */
export function newGuest({ kind, node, pool, lock }: Pick<Guest, "kind" | "node" | "pool" | "lock">): Guest {
  return { kind, node, pool, config: {}, pending: {}, running: undefined, lock, snapshots: new Map() };
}
