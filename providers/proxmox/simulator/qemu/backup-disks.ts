import { randomUUID } from "node:crypto";

import type { Backup, Writing } from "../backup/guest-backup.js";
import type { VmaDevice } from "../backup/vma-writer.js";
import { textOf } from "../call.js";
import { transferMilliseconds } from "../guests/transfer-time.js";
import { byteText } from "../guests/byte-text.js";
import { hasSpace } from "../storages/capacity.js";
import { bodyOf } from "../storages/image-body.js";
import { isAgentRunning } from "./agent/is-running.js";

export type SentDisk = VmaDevice;

interface Sending {
  readonly disks: readonly SentDisk[];
  readonly write: () => void;
}

/** Between two lines that say how far it is. */
const stepMilliseconds = 9000;

/** Lets QEMU send the disks of a guest; where none runs, a process is started for that. */
export async function sendDisks(backup: Backup, writing: Writing, sending: Sending): Promise<void> {
  const { guest, info, error, task } = backup;
  const wasRunning = guest.running !== undefined;
  if (!wasRunning) {
    info(
      `starting ${guest.config["template"] === "1" ? "template for backup" : "kvm to execute backup task"}`,
    );
    guest.standsBy = true;
  }
  try {
    begin(backup, writing);
    await transfer(backup, sending);
  } catch (thrown) {
    error(task.signal.aborted ? "interrupted by signal" : (thrown as Error).message);
    info("aborting backup job");
    if (wasRunning) comeBack(backup, undefined);
    throw thrown;
  } finally {
    delete guest.standsBy;
    if (!wasRunning && writing.left === undefined)
      info(
        guest.running === undefined
          ? "stopping kvm after backup task"
          : "kvm status changed after backup ('running') - keep VM running",
      );
  }
}

/** A backup shows the disks as they are at one moment, for which an agent may make them ready. */
function begin(backup: Backup, { mode, left }: Writing): void {
  const { call, vmid, guest, info } = backup;
  const isReady = mode === "snapshot" && isAgentRunning(call.world, vmid, guest);
  if (isReady) info("issuing guest-agent 'fs-freeze' command");
  info("starting backup via QMP command");
  if (isReady) info("issuing guest-agent 'fs-thaw' command");
  info(`started backup task '${randomUUID()}'`);
  if (left !== undefined) guest.running ??= { since: call.world.clock.now(), isPaused: true };
  if (guest.running !== undefined && (left !== undefined || !guest.running.isPaused)) comeBack(backup, left);
}

function comeBack({ call, guest, info }: Backup, left: number | undefined): void {
  const seconds = left === undefined ? undefined : Math.floor((call.world.clock.now() - left) / 1000);
  info(`resuming VM again${seconds === undefined ? "" : ` after ${seconds} seconds`}`);
  if (guest.running !== undefined) guest.running.isPaused = false;
}

async function transfer(backup: Backup, { disks, write }: Sending): Promise<void> {
  const { call, info, task, bandwidth } = backup;
  const total = disks.reduce((sum, { bytes }) => sum + bytes, 0);
  const filled = disks.reduce((sum, { path }) => sum + filledBytes(path), 0);
  const storage = textOf(call, "storage") ?? "local";
  const isThere = textOf(call, "dumpdir") !== undefined;
  if (!isThere && !hasSpace(call.world, storage, { bytes: filled, node: call.local }))
    throw new Error("job failed with err -28 - No space left on device");
  const milliseconds = Math.max(200, transferMilliseconds({ total, filled }, bandwidth));
  const steps = Math.ceil(milliseconds / stepMilliseconds);
  for (let step = 1; step <= steps; step++) {
    await task.sleep(milliseconds / steps);
    const done = step / steps;
    const speed = (bytes: number) => `${byteText((bytes * 1000) / milliseconds)}/s`;
    const percent = String(Math.floor(done * 100)).padStart(3);
    info(
      `${percent}% (${byteText(total * done)} of ${byteText(total)}) in ${Math.round((milliseconds * done) / 1000)}s, read: ${speed(total)}, write: ${speed(filled)}`,
    );
  }
  write();
  const zero = total - filled;
  if (zero > 0)
    info(`backup is sparse: ${byteText(zero, 2)} (${Math.floor((zero / total) * 100)}%) total zero data`);
  const taken = Math.max(1, Math.round(milliseconds / 1000));
  info(`transferred ${byteText(total, 2)} in ${taken} seconds (${byteText(total / taken)}/s)`);
}

function filledBytes(path: string): number {
  return bodyOf(path).extents.reduce((sum, { length }) => sum + length, 0);
}
