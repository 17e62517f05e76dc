import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { assertDigest } from "../digest.js";
import { fail, parameterFailure } from "../failure.js";
import { guestText } from "../guests/digest.js";
import { unusedSlot, type Guest } from "../guests/guest.js";
import { unusedFor } from "../guests/unused-slot.js";
import { enabledStorage } from "../storages/enabled.js";
import { contentsOf } from "../storages/properties.js";
import { removeVolumeAs } from "../storages/remove.js";
import { formatOf, removeVolume, split } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import { copyDrive } from "./copy-drive.js";
import { driveText, isCdrom, parseDrive, type Drive } from "./drive.js";
import { makeBases } from "./make-bases.js";
import { volumesIn } from "./own-volumes.js";
import { reassignDisk } from "./reassign-disk.js";

/** POST move_disk: to another storage or format, or to another machine. */
export function moveDisk(call: Call, vmid: number, guest: Guest): string {
  const { parameters } = call;
  const isStorage = "storage" in parameters;
  const isMachine = "target-vmid" in parameters;
  if (isStorage === isMachine) {
    const problem = isStorage
      ? "either set 'storage' or 'target-vmid', but not both"
      : "both 'storage' and 'target-vmid' missing, either needs to be set";
    throw parameterFailure({ storage: problem, "target-vmid": problem });
  }
  return isMachine ? reassignDisk(call, vmid, guest) : moveTo(call, vmid, guest);
}

function moveTo(call: Call, vmid: number, guest: Guest): string {
  const { world, user } = call;
  const storage = textOf(call, "storage") as string;
  checkStorage(call, storage);
  const moved = movedDisk(call, guest, storage);
  return world.tasks.run({ node: guest.node, type: "qmmove", id: vmid, user }, (task) =>
    move({ call, vmid, guest, storage, ...moved }, task),
  );
}

function checkStorage(call: Call, id: string): void {
  const storage = enabledStorage(call.world, id, call.local);
  requirePrivileges(call, `/storage/${id}`, ["Datastore.AllocateSpace"]);
  if (!contentsOf(storage).includes("images"))
    throw parameterFailure({ storage: `storage '${id}' does not support vm images` });
}

interface Moved {
  readonly slot: string;
  readonly drive: Drive;
  /** Whether a snapshot has it too. */
  readonly isKept: boolean;
}

function movedDisk(call: Call, guest: Guest, storage: string): Moved {
  const { parameters } = call;
  const slot = textOf(call, "disk") as string;
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  assertDigest(parameters["digest"], guestText(guest));
  const drive = parseDrive(slot, guest.config[slot] ?? fail(`disk '${slot}' does not exist`));
  const { file } = drive;
  if (isCdrom(drive)) fail("you can't move a cdrom");
  const format = textOf(call, "format");
  if (split(file).storage === storage && (format ?? formatOf(file, "images")) === formatOf(file, "images"))
    fail("you can't move to the same storage with same format");
  const isKept = [...guest.snapshots.values()].some(({ config }) => volumesIn(config).includes(file));
  if (isKept && Number(parameters["delete"] ?? 0) === 1)
    fail("you can't move a disk with snapshots and delete the source");
  return { slot, drive, isKept };
}

interface Moving extends Moved {
  readonly call: Call;
  readonly vmid: number;
  readonly guest: Guest;
  readonly storage: string;
}

async function move(moving: Moving, task: TaskHandle): Promise<void> {
  const { call, vmid, guest, storage, slot, drive, isKept } = moving;
  const { world } = call;
  const { file, options } = drive;
  task.log(
    `copying volume '${file}' from current storage '${split(file).storage}' to target storage '${storage}'`,
  );
  if (isKept) task.log("moving disk with snapshots, snapshots will not be moved!");
  const made: string[] = [];
  try {
    const volume = await copyDrive({
      ...{ call, task, slot, drive, vmid, storage },
      format: textOf(call, "format"),
      isInUse: guest.running !== undefined && !unusedSlot.test(slot),
      completion: [
        `mirror-${slot}: Completing block job...`,
        `mirror-${slot}: Completed successfully.`,
        `mirror-${slot}: mirror-job finished`,
      ],
      made: (each) => made.push(each),
    });
    const config = { ...guest.config, [slot]: driveText({ file: volume, options }) };
    guest.config = config["template"] === "1" ? makeBases(world, config, slot) : config;
  } catch (thrown) {
    for (const volume of made) removeVolume(world, volume, call.local);
    throw new Error(`storage migration failed: ${(thrown as Error).message}`, { cause: thrown });
  }
  leaveSource(moving, task);
}

/** The volume that was moved goes, or stays as one that is not used. */
function leaveSource({ call, guest, drive: { file } }: Moving, { log }: TaskHandle): void {
  if (Number(call.parameters["delete"] ?? 0) === 1) {
    log(`removing source volume '${file}' after successful copy`);
    return removeVolumeAs(call.world, file, { node: call.local, log });
  }
  const slot = unusedFor(guest.config, file);
  log(`adding source volume '${file}' as '${slot}' to config`);
  guest.config = { ...guest.config, [slot]: file };
}
