import { readPlain } from "../backup/plain-archive.js";
import { extractVma } from "../backup/vma-reader.js";
import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import type { Configuration, Guest } from "../guests/guest.js";
import { declaredPath } from "../storages/declared-path.js";
import { volumePath } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import { readMachineArchive } from "./archive.js";
import { makeBases } from "./make-bases.js";
import { startWorker } from "./power.js";
import { addUnused, makeVolumes } from "./restore-volumes.js";
import { restoredConfiguration } from "./restored.js";
import type { Meant } from "./sent.js";

export interface Restore {
  readonly call: Call;
  readonly vmid: number;
  readonly guest: Guest;
  readonly archive: string;
  /** Keys that shall be other ones than in the backup. */
  readonly meant: Meant;
}

/** Makes a machine of a backup, in the place of the one that has its number if there is one. */
export function restoreWorker(restore: Restore) {
  return async (task: TaskHandle): Promise<void> => {
    const { call, vmid, guest, archive } = restore;
    const { world, parameters, user } = call;
    const isAsked = (name: string) => Number(parameters[name] ?? 0) === 1;
    try {
      if (guest.config["protection"] === "1")
        fail(`unable to restore VM ${vmid} - - protection mode enabled`);
      if (guest.running !== undefined) fail(`unable to restore VM ${vmid} - vm is running`);
      if (isAsked("live-restore"))
        fail("live-restore is only compatible with backup images from a Proxmox Backup Server");
      const place = { world, volume: archive, node: call.local, log: task.log };
      await task.sleep(200);
      await readPlain(place, (path) => unpack(restore, { task, path }));
    } catch (thrown) {
      guest.lock = undefined;
      task.say(
        `error before or during data restore, some or all disks were not completely restored. VM ${vmid} state is NOT cleaned up.`,
      );
      throw thrown;
    }
    if (!isAsked("start")) return;
    task.log("Execute autostart");
    world.tasks.run({ node: guest.node, type: "qmstart", id: vmid, user }, startWorker(call, vmid, guest));
  };
}

interface Unpacking {
  readonly task: TaskHandle;
  /** The archive, on this machine. */
  readonly path: string;
}

function unpack(restore: Restore, { task, path }: Unpacking): void {
  const { call, guest, archive, meant } = restore;
  const { world, parameters } = call;
  task.log(
    `restore vma archive: vma extract -v -r /var/tmp/vzdumptmp${process.pid}.fifo ${declaredPath(world, archive)} /var/tmp/vzdumptmp${process.pid}`,
  );
  const backup = readMachineArchive(path);
  for (const { device, bytes, name } of backup.disks)
    task.log(`DEV: dev_id=${device} size: ${bytes} devname: ${name}`);
  task.log(`CTIME: ${new Date(backup.head.time * 1000).toUTCString()}`);
  const volumes = makeVolumes(restore, backup, task);
  const images = backup.disks.flatMap(({ device, slot }): readonly (readonly [number, string])[] => {
    const volume = volumes[slot];
    return volume === undefined ? [] : [[device, volumePath(world, volume, call.local)]];
  });
  extractVma(path, backup.head, new Map(images));
  const isUnique = Number(parameters["unique"] ?? 0) === 1;
  const config = restoredConfiguration({ world, volumes, isUnique }, backup.config);
  guest.config = withWishes(config, meant);
  guest.pending = {};
  guest.snapshots.clear();
  guest.pool = textOf(call, "pool") ?? guest.pool;
  task.log("rescan volumes...");
  addUnused(restore);
  if (guest.config["template"] === "1") {
    task.log("Convert to template.");
    guest.config = makeBases(world, guest.config);
  }
  guest.lock = undefined;
}

function withWishes(config: Configuration, meant: Meant): Configuration {
  return Object.fromEntries(
    Object.entries({ ...config, ...meant }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
