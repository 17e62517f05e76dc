import { writeFileSync } from "node:fs";

import type { Backup, GuestBackup } from "../backup/guest-backup.js";
import { fail } from "../failure.js";
import { packContainer } from "./archive.js";
import { hasFeature } from "./features.js";
import { kindOf, mountPointsOf } from "./mount-point.js";
import { comeUp } from "./power.js";

/** How containers are backed up: as the files that they have. */
export const containerBackup: GuestBackup = {
  extension: "tar",
  nameOf: ({ vmid, guest }) => guest.config["hostname"] ?? `CT${vmid}`,
  lockedText: (lock) => `CT is locked (${lock})`,
  prepare: (backup, mode) => {
    const { call, vmid, guest, info } = backup;
    info(`CT Name: ${guest.config["hostname"] ?? `CT${vmid}`}`);
    const kept = included(backup);
    const isPossible = () => hasFeature(call.world, { feature: "snapshot", config: kept, isSnapshot: false });
    if (mode === "snapshot" && !isPossible()) fail("mode failure - some volumes do not support snapshots");
  },
  stop: async ({ guest, task }) => {
    await task.sleep(800);
    guest.running = undefined;
  },
  start: ({ call, vmid, guest, task }) => comeUp(call, vmid, guest)(task),
  pause: () => undefined,
  resume: () => undefined,
  copying: {
    first: ({ stem, info }) => {
      info(`starting first sync /proc/${process.pid}/root/ to ${stem}.tmp`);
      info("first sync finished - transferred 1.99M bytes in 1s");
    },
    rest: ({ stem, info }) => {
      info(`starting final sync /proc/${process.pid}/root/ to ${stem}.tmp`);
      info("final sync finished - transferred 0 bytes in 0s");
    },
  },
  write: async ({ call, guest, task, info }, { mode, path, shown }) => {
    if (mode === "snapshot") info("create storage snapshot 'vzdump'");
    info(`creating vzdump archive '${shown}'`);
    await task.sleep(300);
    const bytes = packContainer(call.world, guest);
    writeFileSync(path, bytes);
    info(`Total bytes written: ${bytes.length} (${Math.ceil(bytes.length / 1024)}KiB, 36MiB/s)`);
    if (mode === "snapshot") info("cleanup temporary 'vzdump' snapshot");
  },
};

/** The mount points that a backup takes; all are told. */
function included({ guest, info }: Backup): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [slot, point] of mountPointsOf(guest.config)) {
    const path = slot === "rootfs" ? "/" : (point.options["mp"] ?? "");
    const isVolume = kindOf(point) === "volume";
    const isIncluded = isVolume && (slot === "rootfs" || point.options["backup"] === "1");
    const reason = isVolume ? "disabled" : "not a volume";
    if (isIncluded) kept[slot] = guest.config[slot] as string;
    info(
      isIncluded
        ? `including mount point ${slot} ('${path}') in backup`
        : `excluding ${isVolume ? "volume" : "bind"} mount point ${slot} ('${path}') from backup (${reason})`,
    );
  }
  return kept;
}
