import { existsSync } from "node:fs";

import { fail } from "../failure.js";
import type { World } from "../world.js";
import { activate } from "./activate.js";
import { isProtected } from "./archive.js";
import { isFileType } from "./layout.js";
import { listVolumes } from "./list.js";
import { storageOf } from "./properties.js";
import { declaredPath } from "./declared-path.js";
import { removeVolume, split, volumeOf, volumePath } from "./volume.js";

interface Removing {
  readonly node?: string;
  readonly log: (line: string) => void;
}

/** Removes a volume as PVE does: not what is protected, nor what clones are linked to; what is not there is only told. */
export function removeVolumeAs(world: World, volid: string, { node, log }: Removing): void {
  const volume = volumeOf(world, volid);
  const { storage: id, content } = volume;
  activate(world, id, node);
  const { type } = storageOf(world, id);
  const { name } = split(volid);
  if (isUsedBase(world, volid, node)) fail(`base volume '${name}' is still in use by linked clones`);
  const path = volumePath(world, volid, node);
  if (!isFileType(type)) {
    if (type === "iscsi" || type === "iscsidirect") fail("can't free space in iscsi storage");
    if (type === "esxi") fail("deleting images is not supported for PVE::Storage::ESXiPlugin");
    return removeVolume(world, volid, node);
  }
  if (content === "backup" && isProtected(path)) fail(`cannot remove protected volume '${name}' on '${id}'`);
  if (!existsSync(path) && volume.format !== "subvol")
    return log(`disk image '${declaredPath(world, volid)}' does not exist`);
  removeVolume(world, volid, node);
}

/** Whether clones are linked to a volume, as their images tell, or where those don't, the guests that have them. */
export function isUsedBase(world: World, volid: string, node?: string): boolean {
  const { storage, name, vmid, isBase } = volumeOf(world, volid);
  if (!isBase) return false;
  const isLinked = listVolumes(world, storage, { node }).some((other) => {
    const { base } = volumeOf(world, other.volid);
    return base?.name === name && base.vmid === vmid;
  });
  const isNamed = () =>
    [...world.guests.values()].some(({ config }) =>
      Object.values(config).some((line) => line.startsWith(`${volid}/`)),
    );
  return isLinked || isNamed();
}
