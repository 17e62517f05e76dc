import type { Call } from "../../call.js";
import { textOf } from "../../call.js";
import { fail } from "../../failure.js";
import type { Guest } from "../../guests/guest.js";
import type { Journal } from "../../guests/migration/journal.js";
import { targetStorage, type StorageMap } from "../../guests/migration/storage-map.js";
import { planMove, type PlannedMove } from "../../guests/migration/volume-move.js";
import { enabledStorage } from "../../storages/enabled.js";
import { contentsOf } from "../../storages/properties.js";
import { split, volumeOf } from "../../storages/volume.js";
import type { TaskHandle } from "../../worker.js";
import { isLocal } from "./conditions.js";
import { transferMilliseconds } from "../../guests/transfer-time.js";
import { namedVolumes, type NamedVolume } from "./volumes.js";

/** Storages whose disks can be given to another node. */
const giving = new Set(["dir", "btrfs", "zfspool", "lvmthin", "lvm"]);

interface Going {
  readonly vmid: number;
  readonly guest: Guest;
  readonly target: string;
  readonly map: StorageMap;
}

interface Reporting {
  readonly journal: Journal;
  readonly task: TaskHandle;
}

/** Finds the disks that are on this node alone, and copies those that no running guest writes to. */
export async function planVolumes(
  call: Call,
  going: Going,
  { journal, task }: Reporting,
): Promise<readonly PlannedMove[]> {
  const volumes = volumesToMove(call, going, journal);
  const { world, local } = call;
  const { vmid, guest, target, map } = going;
  const isRunning = guest.running !== undefined;
  const moves = volumes.map((volume) => {
    const storage = targetStorage(map, split(volume.volid).storage);
    const way = isRunning && isWritten(volume) ? "mirror" : "copy";
    return planMove(world, { volid: volume.volid, vmid, from: local, to: target, storage, way });
  });
  const copied = moves.filter(({ way }) => way === "copy");
  if (copied.length > 0) journal.info("copying local disk images");
  for (const { volid, renamed, bytes } of copied) {
    await task.sleep(transferMilliseconds({ total: bytes, filled: bytes }, textOf(call, "bwlimit")));
    journal.info(`volume '${volid}' is '${renamed}' on the target`);
  }
  return moves;
}

/** Of a running guest, whether QEMU has it open. */
function isWritten({ isCurrent, isUnused, isState, isCloudInit }: NamedVolume): boolean {
  return isCurrent && !isUnused && !isState && !isCloudInit;
}

function volumesToMove(call: Call, going: Going, journal: Journal): readonly NamedVolume[] {
  const { world } = call;
  const { guest } = going;
  let hasProblem = false;
  const found = namedVolumes(guest).filter((volume) => {
    try {
      return isToMove(call, going, volume);
    } catch (thrown) {
      hasProblem = true;
      journal.info(`can't migrate local disk '${volume.volid}': ${(thrown as Error).message}`);
      return false;
    }
  });
  const problem = (reason: string) => fail(`Problem found while scanning volumes - ${reason}`);
  for (const { volid, ...volume } of found) journal.info(`found local disk '${volid}' (${whereOf(volume)})`);
  if (hasProblem) problem("can't migrate VM - check log");
  const attached = found.filter(isWritten);
  if (guest.running !== undefined && attached.length > 0 && textOf(call, "with-local-disks") !== "1")
    problem("can't live migrate attached local disks without with-local-disks option");
  if (guest.running !== undefined && attached.some(({ snapshots }) => snapshots.length > 0))
    problem("online storage migration not possible if non-replicated snapshot exists");
  for (const { volid } of found) {
    const { storage, base } = volumeOf(world, volid);
    const { type } = enabledStorage(world, storage, call.local);
    if (!giving.has(type)) problem(`can't migrate '${volid}' - storage type '${type}' not supported`);
    if (base !== undefined) problem(`can't migrate '${volid}' as it's a clone of '${base.name}'`);
  }
  return found;
}

/** Whether a volume is on this node alone; refuses what is, and can't leave it. */
function isToMove(call: Call, { vmid, target, map }: Going, volume: NamedVolume): boolean {
  const { world, local } = call;
  const { volid, isCdrom, isCloudInit, isShared: isSaid } = volume;
  if (volid === "none") return false;
  if (volid.startsWith("/")) return isSaid ? false : fail("local file/device");
  if (volid === "cdrom") fail("can't migrate local cdrom drive");
  const { storage } = split(volid);
  enabledStorage(world, storage, local);
  const isHere = isLocal(world, volume);
  const taking = isHere ? targetStorage(map, storage) : storage;
  const taker = enabledStorage(world, taking, target);
  if (!isHere) return false;
  if (isCdrom && !isCloudInit) fail("local cdrom image");
  if (!contentsOf(taker).includes("images"))
    fail(`content type 'images' is not available on storage '${taking}'`);
  const { vmid: owner } = volumeOf(world, volid);
  if (owner !== vmid) fail(`owned by other VM (owner = VM ${owner})`);
  return true;
}

function whereOf({ isCloudInit, isUnused, isCurrent }: Omit<NamedVolume, "volid">): string {
  if (isCloudInit) return "in current VM config";
  if (isUnused) return "unused";
  return isCurrent ? "attached" : "referenced by snapshot(s)";
}
