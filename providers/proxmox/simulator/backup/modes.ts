import { textOf } from "../call.js";
import type { Backup, GuestBackup, Mode } from "./guest-backup.js";

interface File {
  /** On this machine. */
  readonly path: string;
  /** As the node calls it. */
  readonly shown: string;
}

/** Backs up a guest in the mode that is asked for, or in one that can be had, and lets it go on as it was. */
export async function backUpIn(kind: GuestBackup, backup: Backup, file: File): Promise<void> {
  const { call, guest, info, bandwidth } = backup;
  const isRunning = guest.running !== undefined;
  const wanted = (textOf(call, "mode") ?? "snapshot") as Mode;
  const mode = isRunning ? settled(kind, backup, wanted) : "stop";
  info(`backup mode: ${mode}`);
  if (bandwidth > 0) info(`bandwidth limit: ${bandwidth} KiB/s`);
  info(`ionice priority: ${Number(call.parameters["ionice"] ?? 7)}`);
  if (mode !== "snapshot") kind.prepare(backup, mode);
  const left = isRunning && mode !== "snapshot" ? call.world.clock.now() : undefined;
  const comeBack = left === undefined ? undefined : await leave(kind, backup, { mode, left });
  try {
    await kind.write(backup, { mode, left, ...file });
  } finally {
    await comeBack?.();
  }
}

/** Snapshots that can't be had are replaced by a pause. */
function settled(kind: GuestBackup, backup: Backup, wanted: Mode): Mode {
  if (wanted !== "snapshot") return wanted;
  try {
    kind.prepare(backup, wanted);
    return wanted;
  } catch (thrown) {
    const { message } = thrown as Error;
    if (!message.startsWith("mode failure")) throw thrown;
    backup.info(message);
    backup.info("trying 'suspend' mode instead");
    return "suspend";
  }
}

/** Takes a running guest out of action, and answers how it comes back if it has not done so by itself. */
async function leave(
  kind: GuestBackup,
  backup: Backup,
  { mode, left }: { readonly mode: Mode; readonly left: number },
): Promise<(() => Promise<void>) | undefined> {
  const { call, guest, info } = backup;
  const back = () => {
    const seconds = Math.floor((call.world.clock.now() - left) / 1000);
    info(`guest is online again after ${seconds > 0 ? seconds : "<1"} seconds`);
  };
  if (mode === "stop") {
    info("stopping virtual guest");
    await kind.stop(backup);
    return async () => {
      if (guest.running !== undefined) return;
      info("restarting vm");
      await kind.start(backup);
      back();
    };
  }
  kind.copying?.first(backup);
  info("suspending guest");
  kind.pause(backup);
  if (kind.copying !== undefined) {
    kind.copying.rest(backup);
    info("resuming guest");
    kind.resume(backup);
    back();
    return undefined;
  }
  return async () => {
    if (guest.running?.isPaused !== true) return;
    info("resume vm");
    kind.resume(backup);
    back();
  };
}
