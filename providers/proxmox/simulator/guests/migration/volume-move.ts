import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";

import { fail } from "../../failure.js";
import { activate } from "../../storages/activate.js";
import { freeVolume, writeDisk } from "../../storages/disk.js";
import { virtualSize } from "../../storages/image.js";
import { isFileType } from "../../storages/layout.js";
import { formatsOf, storageOf } from "../../storages/properties.js";
import { split, volumeOf, volumePath } from "../../storages/volume.js";
import type { World } from "../../world.js";

/** A volume that goes with its guest to another node. */
export interface VolumeMove {
  readonly volid: string;
  readonly vmid: number;
  readonly from: string;
  readonly to: string;
  /** The storage that takes it there. */
  readonly storage: string;
  /** As the guest writes it, block by block into any format; or as its storage gives it away. */
  readonly way: "mirror" | "copy";
}

/** A move that can be made. */
export interface PlannedMove extends VolumeMove {
  /** As large as the disk is for its guest. */
  readonly bytes: number;
  /** What it is called there. */
  readonly renamed: string;
}

/** Looks whether a volume can be where it is to go, and what it is called there. */
export function planMove(world: World, move: VolumeMove): PlannedMove {
  const { volid, vmid, from, to, storage, way } = move;
  const source = volumePath(world, volid, from);
  if (!existsSync(source)) fail(`volume '${volid}' does not exist`);
  const target = activate(world, storage, to);
  const { format } = volumeOf(world, volid);
  const { allowed, default: usual } = formatsOf(target);
  const canKeep = allowed.includes(format);
  if (!canKeep && way === "copy")
    fail(
      `cannot migrate from storage type '${storageOf(world, split(volid).storage).type}' to '${target.type}'`,
    );
  const kept = canKeep ? format : usual;
  const name = basename(split(volid).name).replace(/\.(?:raw|qcow2|vmdk|subvol)$/, "");
  const same = isFileType(target.type) ? `${storage}:${vmid}/${name}.${kept}` : `${storage}:${name}`;
  const place = volumePath(world, same, to);
  const isTaken = place !== source && existsSync(place);
  const renamed = isTaken ? freeVolume(world, { storage, vmid, format: kept, node: to }) : same;
  return { ...move, bytes: virtualSize(source), renamed };
}

/** Takes the volume over; on this machine its bytes need not be copied. */
export function carryOut(world: World, { volid, from, to, renamed, bytes }: PlannedMove): void {
  const [source, target] = [volumePath(world, volid, from), volumePath(world, renamed, to)];
  if (source === target) return;
  mkdirSync(dirname(target), { recursive: true });
  const { format } = volumeOf(world, renamed);
  if (format === volumeOf(world, volid).format) return renameSync(source, target);
  writeDisk(target, format, bytes);
  rmSync(source, { recursive: true, force: true });
}
