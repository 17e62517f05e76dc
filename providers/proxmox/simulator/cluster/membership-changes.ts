import type { World } from "../world.js";

const listeners = new WeakMap<World, Set<() => void>>();

/** Says that nodes came or went, or the quorum with them. */
export function membershipChanged(world: World): void {
  for (const listener of [...(listeners.get(world) ?? [])]) listener();
}

/** Resolves with the next change of who is there. */
export function nextMembershipChange(world: World): Promise<void> {
  return new Promise((resolve) => {
    const known = listeners.get(world) ?? new Set();
    listeners.set(world, known);
    const listener = () => {
      known.delete(listener);
      resolve();
    };
    known.add(listener);
  });
}
