import type { Backup, GuestBackup } from "../backup/guest-backup.js";
import { writeVma } from "../backup/vma-writer.js";
import { fail } from "../failure.js";
import { configurationText } from "../guests/configuration-text.js";
import { unusedSlot, type Configuration } from "../guests/guest.js";
import { formatOf, split, virtualSize, volumeExists, volumePath } from "../storages/volume.js";
import { backupVolumes } from "./backup-volumes.js";
import { sendDisks, type SentDisk } from "./backup-disks.js";
import { takePending } from "./change.js";

/** How virtual machines are backed up. */
export const machineBackup: GuestBackup = {
  extension: "vma",
  nameOf: ({ vmid, guest }) => guest.config["name"] ?? `VM ${vmid}`,
  lockedText: (lock) => `VM is locked (${lock})`,
  prepare: ({ call, guest, info }) => {
    const { name } = guest.config;
    if (name !== undefined) info(`VM Name: ${name}`);
    for (const { slot, drive, isIncluded } of backupVolumes(guest)) {
      const { file, options } = drive;
      if (!isIncluded) {
        info(`exclude disk '${slot}' '${file}' (backup=no)`);
        continue;
      }
      info(`include disk '${slot}' '${file}' ${options["size"] ?? ""}`.trimEnd());
      if (!volumeExists(call.world, file, call.local)) fail(`no such volume '${file}'`);
    }
  },
  stop: async ({ call, vmid, guest, task }) => {
    await task.sleep(500);
    takePending(call, vmid, guest);
  },
  start: async ({ call, guest }) => {
    guest.running = { since: call.world.clock.now(), isPaused: false };
  },
  pause: ({ guest }) => {
    if (guest.running !== undefined) guest.running.isPaused = true;
  },
  resume: ({ guest }) => {
    if (guest.running !== undefined) guest.running.isPaused = false;
  },
  write: async (backup, writing) => {
    const { call, info } = backup;
    const text = assembled(backup);
    info(`creating vzdump archive '${writing.shown}'`);
    const disks = disksOf(backup);
    const time = Math.floor(call.world.clock.now() / 1000);
    const write = () => writeVma(writing.path, { time, texts: { "qemu-server.conf": text }, devices: disks });
    if (disks.length > 0) await sendDisks(backup, writing, { disks, write });
    else {
      info("backup contains no disks");
      info("starting diskless backup");
      const { stem } = backup;
      info(`/usr/bin/vma create -v -c ${stem}.tmp/qemu-server.conf exec:cat > ${stem}.dat`);
      write();
    }
  },
};

/** The configuration as an archive has it: what was once and what waits is left out, and which disk is which is told. */
function assembled({ guest, info }: Backup): string {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(guest.config))
    if (unusedSlot.test(key)) info(`skip unused drive '${value}' (not included into backup)`);
    else if (key !== "parent") kept[key] = value;
  if (guest.snapshots.size > 0) info("snapshots found (not included into backup)");
  if (Object.keys(guest.pending).length > 0)
    info("pending configuration changes found (not included into backup)");
  return configurationText(kept) + deviceMap(guest.config);
}

function deviceMap(config: Configuration): string {
  return backupVolumes({ config })
    .filter(({ isIncluded }) => isIncluded)
    .map(({ slot, drive: { file } }) => {
      const format = formatOf(file, "images");
      return `#qmdump#map:${slot}:drive-${slot}:${split(file).storage}:${format === "raw" ? "" : format}:\n`;
    })
    .join("");
}

function disksOf({ call, guest }: Backup): readonly SentDisk[] {
  return backupVolumes(guest)
    .filter(({ isIncluded }) => isIncluded)
    .map(({ slot, drive }) => {
      const path = volumePath(call.world, drive.file, call.local);
      return { name: `drive-${slot}`, path, bytes: virtualSize(path) };
    });
}
