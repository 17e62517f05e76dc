import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import { guestLock } from "../guests/guest-lock.js";
import type { Guest } from "../guests/guest.js";
import type { TaskHandle } from "../worker.js";
import { afterwards, assertUnderLimit } from "./after.js";
import type { Backup, GuestBackup } from "./guest-backup.js";
import { guestBackups } from "./kinds.js";
import { backUpIn } from "./modes.js";
import type { Target } from "./target.js";
import { duration, timeInLog, timeInName } from "./times.js";

/** What is the same for all guests of a job. */
export interface Job {
  readonly call: Call;
  readonly task: TaskHandle;
  readonly target: Target;
}

/** Endings of names, by what is asked for. */
const packed: Readonly<Record<string, string>> = {
  "0": "",
  "1": ".gz",
  gzip: ".gz",
  lzo: ".lzo",
  zstd: ".zst",
};

/** Backs up one guest, and says in the log how that went; a stop ends the job. */
export async function backUpGuest(job: Job, vmid: number): Promise<"done" | "failed"> {
  const { call, task, target } = job;
  const { clock, guests } = call.world;
  const lines: string[] = [];
  const say = (line: string) => {
    // What is said after a stop is said while things are cleared up.
    if (task.signal.aborted) task.say(line);
    else task.log(line);
    lines.push(`${timeInLog(clock.now())} ${line}`);
  };
  const info = (line: string) => say(`INFO: ${line}`);
  const error = (line: string) => say(`ERROR: ${line}`);
  const started = clock.now();
  const guest = guests.get(vmid);
  const name = `vzdump-${guest?.kind ?? "qemu"}-${vmid}-${timeInName(started)}`;
  try {
    if (guest === undefined) fail(`unable to find VM '${vmid}'`);
    info(`Starting Backup of VM ${vmid} (${guest.kind})`);
    info(`Backup started at ${timeInLog(started)}`);
    info(`status = ${guest.running === undefined ? "stopped" : "running"}`);
    const stem = `${target.path}/${name}`;
    const bandwidth = Number(call.parameters["bwlimit"] ?? 0);
    await work({ call, vmid, guest, task, info, error, stem, bandwidth }, { name, target });
    info(`Finished Backup of VM ${vmid} (${duration(clock.now() - started)})`);
    info(`Backup finished at ${timeInLog(clock.now())}`);
    return "done";
  } catch (thrown) {
    const text = task.signal.aborted ? "interrupted by signal" : (thrown as Error).message.trimEnd();
    error(`Backup of VM ${vmid} failed - ${text}`);
    info(`Failed at ${timeInLog(clock.now())}`);
    if (task.signal.aborted) throw new Error(text, { cause: thrown });
    return "failed";
  } finally {
    if (guest !== undefined) writeFileSync(join(target.directory, `${name}.log`), `${lines.join("\n")}\n`);
  }
}

async function work(
  backup: Backup,
  { name, target }: { readonly name: string; readonly target: Target },
): Promise<void> {
  const { call, vmid, guest, task, info } = backup;
  const kind = guestBackups[guest.kind];
  assertUnderLimit(backup, target);
  const marking = () => mark(guest, kind);
  await call.world.locks.during(guestLock(guest, vmid), marking, { log: task.say, signal: task.signal });
  const ending = `${kind.extension}${packed[textOf(call, "compress") ?? "0"] ?? ""}`;
  const partial = join(target.directory, `${name}.${kind.extension}.dat`);
  const path = join(target.directory, `${name}.${ending}`);
  try {
    await backUpIn(kind, backup, { path: partial, shown: `${target.path}/${name}.${ending}` });
    renameSync(partial, path);
    info(`archive file size: ${sizeInLog(statSync(path).size)}`);
    afterwards(backup, { path, name: kind.nameOf(backup), target });
  } finally {
    rmSync(partial, { force: true });
    if (guest.lock === "backup") guest.lock = undefined;
  }
}

/** While a guest is backed up, its configuration says so. */
function mark(guest: Guest, kind: GuestBackup): void {
  if (guest.lock !== undefined) fail(kind.lockedText(guest.lock));
  guest.lock = "backup";
}

function sizeInLog(bytes: number): string {
  const kibibytes = bytes / 1024;
  if (kibibytes < 1024) return `${Math.floor(kibibytes)}KB`;
  const mebibytes = kibibytes / 1024;
  return mebibytes < 1024 ? `${Math.floor(mebibytes)}MB` : `${(mebibytes / 1024).toFixed(2)}GB`;
}
