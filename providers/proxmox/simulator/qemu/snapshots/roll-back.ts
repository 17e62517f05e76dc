import { randomUUID } from "node:crypto";

import { textOf, type Call } from "../../call.js";
import { fail } from "../../failure.js";
import { diskSlot, type Configuration, type Guest } from "../../guests/guest.js";
import type { GuestWorker } from "../../guests/on.js";
import { snapshotOf } from "../../guests/snapshots/snapshot-of.js";
import { sizeBytes } from "../../guests/size.js";
import { unusedFor } from "../../guests/unused-slot.js";
import { resizeDisk } from "../../storages/disk.js";
import { volumeExists, volumePath } from "../../storages/volume.js";
import type { TaskHandle } from "../../worker.js";
import { isCdrom, parseDrive } from "../drive.js";
import { diskVolumes } from "../features.js";
import { startWorker } from "../power.js";
import { dropUsed } from "../unused.js";
import { interfaceLines, withoutState } from "../vm-state.js";
import { isKeptOutside, keysOf } from "../../guests/snapshots/kept-outside.js";

/** Makes a machine what it was: stopped, or with its memory if that was kept. What waits is dropped. */
export const rollBack: GuestWorker = (call, vmid, guest) => async (task) => {
  const { world, parameters } = call;
  const name = textOf(call, "snapname") as string;
  const { config } = snapshotOf(guest, name);
  if (guest.config["template"] === "1") fail("you can't rollback if vm is a template");
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  guest.lock = "rollback";
  try {
    if (guest.running !== undefined) await task.sleep(200);
    guest.running = undefined;
    takeBack(guest, config, name);
    giveBackSizes(call, config);
    if (config["vmstate"] !== undefined) await wakeUp(call, { guest, config, task });
  } finally {
    guest.lock = undefined;
  }
  if (Number(parameters["start"] ?? 0) !== 1 || guest.running !== undefined) return;
  const start = { node: guest.node, type: "qmstart", id: vmid, user: call.user };
  await world.tasks.ended(world.tasks.run(start, startWorker(call, vmid, guest)));
};

/** Disks that it had not then are kept, and used by nothing; whoever asks is told that it is another machine. */
function takeBack(guest: Guest, config: Configuration, parent: string): void {
  const had = new Set(diskVolumes(config));
  const outside = diskVolumes(guest.config)
    .filter((volume) => !had.has(volume))
    .reduce<Configuration>(
      (kept, volume) => ({ ...kept, [unusedFor(kept, volume)]: volume }),
      keysOf(guest.config, isKeptOutside),
    );
  const identity: Configuration = config["vmgenid"] === undefined ? {} : { vmgenid: randomUUID() };
  guest.config = { ...withoutState(config), ...outside, ...identity, parent };
  guest.pending = {};
  dropUsed(guest);
}

/** Images remember how large they were. */
function giveBackSizes({ world, local }: Call, config: Configuration): void {
  for (const [slot, line] of Object.entries(config)) {
    if (!diskSlot.test(slot)) continue;
    const drive = parseDrive(slot, line);
    const size = drive.options["size"];
    if (isCdrom(drive) || size === undefined || !volumeExists(world, drive.file, local)) continue;
    resizeDisk(volumePath(world, drive.file, local), sizeBytes(size));
  }
}

async function wakeUp(
  { world }: Call,
  {
    guest,
    config,
    task,
  }: { readonly guest: Guest; readonly config: Configuration; readonly task: TaskHandle },
): Promise<void> {
  for (const line of interfaceLines(config)) task.log(line);
  await task.sleep(300);
  guest.running = { since: world.clock.now(), isPaused: false, isRestored: true };
}
