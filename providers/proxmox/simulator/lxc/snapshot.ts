import { truncateSync } from "node:fs";

import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import type { Configuration, Guest } from "../guests/guest.js";
import type { GuestWorker } from "../guests/on.js";
import { sizeBytes } from "../guests/size.js";
import { forgetSnapshot } from "../guests/snapshots/forget.js";
import { isKeptOutside, keysOf } from "../guests/snapshots/kept-outside.js";
import { snapshotOf } from "../guests/snapshots/snapshot-of.js";
import { unusedFor } from "../guests/unused-slot.js";
import { volumePath, volumeOf } from "../storages/volume.js";
import type { World } from "../world.js";
import { hasFeature } from "./features.js";
import { kindOf, mountPointsOf } from "./mount-point.js";
import { startWorker } from "./power.js";
import { mountedVolumes, volumesIn } from "./own-volumes.js";
import { roomOf } from "./room.js";

const nameOf = (call: Call) => textOf(call, "snapname") as string;

export const takeSnapshot: GuestWorker = (call, _vmid, guest) => async () => {
  const name = nameOf(call);
  const { config } = guest;
  if (config["template"] === "1") fail("you can't take a snapshot if it's a template");
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  if (guest.snapshots.has(name)) fail(`snapshot name '${name}' already used`);
  if (!hasFeature(call.world, { feature: "snapshot", config, isSnapshot: false }))
    fail("snapshot feature is not available");
  guest.snapshots.set(name, {
    config: keysOf(config, (key) => !isKeptOutside(key)),
    time: Math.floor(call.world.clock.now() / 1000),
    description: textOf(call, "description") ?? "",
  });
  guest.config = { ...config, parent: name };
};

export const removeSnapshot: GuestWorker = (call, _vmid, guest) => async () => {
  const name = nameOf(call);
  snapshotOf(guest, name);
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  forgetSnapshot(guest, name, { named: volumesIn, used: mountedVolumes });
};

/** A container that runs is stopped first; nothing waits any more, and volumes that it had not are unused. */
export const rollBack: GuestWorker = (call, vmid, guest) => async (task) => {
  const { world, parameters } = call;
  const name = nameOf(call);
  const { config } = snapshotOf(guest, name);
  if (guest.config["template"] === "1") fail("you can't rollback if CT is a template");
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  guest.running = undefined;
  const kept = { ...config, ...keysOf(guest.config, isKeptOutside), parent: name };
  guest.config = later(guest, config).reduce(
    (all, volume) => ({ ...all, [unusedFor(all, volume)]: volume }),
    kept,
  );
  guest.pending = {};
  giveBack(world, config);
  if (Number(parameters["start"] ?? 0) === 1) await startWorker(call, vmid, guest)(task);
};

/** The volumes of a container that it did not have then. */
function later({ config }: Guest, then: Configuration): readonly string[] {
  const had = new Set(mountedVolumes(then));
  return mountedVolumes(config).filter((volume) => !had.has(volume));
}

/** Volumes have the size again that they had then. */
function giveBack(world: World, config: Configuration): void {
  for (const [, point] of mountPointsOf(config)) {
    if (kindOf(point) !== "volume" || volumeOf(world, point.volume).format === "subvol") continue;
    const bytes = sizeBytes(point.options["size"] ?? "0");
    if (bytes > 0 && roomOf(world, point) !== bytes) truncateSync(volumePath(world, point.volume), bytes);
  }
}
