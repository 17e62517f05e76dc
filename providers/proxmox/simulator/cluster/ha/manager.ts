import type { Routes } from "../../call.js";
import { sectionsOf } from "../../section-object.js";
import type { World } from "../../world.js";
import { nextMembershipChange } from "../membership-changes.js";
import { perform } from "./local-manager.js";
import { managerOf } from "./manager-state.js";
import { round } from "./round.js";

/** How long it takes until the manager looks again. */
const roundMilliseconds = 10_000;

const awake = new WeakSet<World>();
const watching = new WeakSet<World>();

/** Lets the manager look, in its own time, at how things are; it goes on looking until all is settled. */
export function wakeManager(routes: Routes, world: World): void {
  const { services } = managerOf(world);
  if (services.size === 0 && sectionsOf(world, "ha-resource").size === 0) return;
  if (!watching.has(world)) void watch(routes, world);
  void look(routes, world);
}

/** Tells the manager that somebody has done something: what failed before may go well now. */
export function tellManager(routes: Routes, world: World): void {
  for (const service of managerOf(world).services.values()) service.refusedBy = [];
  wakeManager(routes, world);
}

async function look(routes: Routes, world: World): Promise<void> {
  if (awake.has(world)) return;
  awake.add(world);
  let isSettled = false;
  while (!isSettled) {
    await world.clock.sleep(roundMilliseconds);
    const outcome = round(world);
    isSettled = outcome.isSettled;
    for (const job of outcome.jobs) void perform(routes, world, job).then(() => look(routes, world));
  }
  awake.delete(world);
}

/** Nodes that come and go wake the manager too. */
async function watch(routes: Routes, world: World): Promise<void> {
  watching.add(world);
  for (;;) {
    await nextMembershipChange(world);
    tellManager(routes, world);
  }
}
