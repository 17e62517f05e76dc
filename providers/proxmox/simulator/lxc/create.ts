import type { Call } from "../call.js";
import { manageNew } from "../cluster/ha/manage.js";
import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { newGuest } from "../guests/new-guest.js";
import { apply } from "./apply.js";
import type { Draft } from "./draft.js";
import { makeContainer, restoreContainer } from "./make.js";
import { pendChanges } from "./pend.js";
import { startWorker } from "./power.js";
import { readWish } from "./wish.js";

/** POST lxc: checks at once, makes the container of a template or a backup in a task. */
export function createContainer(call: Call): string {
  const { world, parameters, user } = call;
  const node = String(parameters["node"]);
  const vmid = Number(parameters["vmid"]);
  const replaced = replacedBy(call, vmid);
  const wish = readWish(call, vmid, replaced);
  const draft: Draft = { config: {}, pending: {} };
  const guest = newGuest({ kind: "lxc", node, pool: wish.pool ?? replaced?.pool, lock: "create" });
  const selected = pendChanges({ call, vmid, draft }, { sent: wish.keys, removed: [], reverted: [] });
  apply({ call, vmid, guest, draft, selected, problems: {}, log: () => undefined });
  const { lock: _lock, ...config } = draft.config;
  if (replaced === undefined) world.guests.set(vmid, guest);
  else replaced.lock = "create";
  const type = wish.isRestore ? "vzrestore" : "vzcreate";
  return world.tasks.run({ node, type, id: vmid, user }, async (task) => {
    const making = { world, guest, replaced, wish, config };
    await (wish.isRestore ? restoreContainer : makeContainer)(making, task);
    manageNew(call, vmid);
    if (Number(parameters["start"] ?? 0) !== 1) return;
    const start = { node, type: "vzstart", id: vmid, user };
    await world.tasks.ended(world.tasks.run(start, startWorker(call, vmid, guest)));
  });
}

/** The container that a backup is to replace, which has to be asked for. */
function replacedBy({ world, parameters }: Call, vmid: number): Guest | undefined {
  const other = world.guests.get(vmid);
  if (other === undefined) return undefined;
  const isAsked = ["restore", "force"].every((name) => Number(parameters[name] ?? 0) === 1);
  if (!isAsked || other.kind !== "lxc" || other.node !== parameters["node"])
    fail(`${other.kind === "lxc" ? "CT" : "VM"} ${vmid} already exists on node '${other.node}'`);
  if (other.running !== undefined) fail("can't overwrite running container");
  if (other.config["protection"] === "1") fail(`unable to restore CT ${vmid} - protection mode enabled`);
  if (other.lock !== undefined) fail(`unable to restore CT ${vmid} - CT is locked (${other.lock})`);
  return other;
}
