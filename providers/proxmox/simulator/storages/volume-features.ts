import type { World } from "../world.js";
import { storageOf } from "./properties.js";
import { volumeOf } from "./volume.js";

/** What may be done with a disk where it is; `clone` begins a new one with it, `copy` reads all of it. */
export type Feature = "snapshot" | "clone" | "copy" | "template" | "rename";

/** What a volume is, as far as that counts: what others begin with, something that was kept, or none of both. */
type Kind = "base" | "current" | "snap";
type Formats = readonly string[];
type Abilities = Readonly<Partial<Record<Feature, Readonly<Partial<Record<Kind, Formats>>>>>>;

const images = ["raw", "qcow2", "vmdk"];
const volumes = ["raw", "subvol"];

const files: Abilities = {
  snapshot: { current: ["qcow2"], snap: ["qcow2"] },
  clone: { base: images },
  template: { current: [...images, "subvol"] },
  copy: { base: images, current: images, snap: ["qcow2"] },
  rename: { current: images },
};
const types: Readonly<Record<string, Abilities>> = {
  lvm: {
    snapshot: { current: ["qcow2"], snap: ["qcow2"] },
    copy: { base: volumes, current: [...volumes, "qcow2"], snap: ["qcow2"] },
    rename: { current: [...volumes, "qcow2"] },
  },
  lvmthin: {
    snapshot: { current: volumes },
    clone: { base: volumes, snap: volumes },
    template: { current: volumes },
    copy: { base: volumes, current: volumes, snap: volumes },
    rename: { current: volumes },
  },
  zfspool: {
    snapshot: { current: volumes, snap: volumes },
    clone: { base: volumes },
    template: { current: volumes },
    copy: { base: volumes, current: volumes },
    rename: { current: volumes },
  },
  rbd: {
    snapshot: { current: volumes, snap: volumes },
    clone: { base: volumes, snap: volumes },
    template: { current: volumes },
    copy: { base: volumes, current: volumes, snap: volumes },
    rename: { current: volumes },
  },
  zfs: {
    snapshot: { current: volumes, snap: volumes },
    clone: { base: volumes },
    template: { current: volumes },
    copy: { base: volumes, current: volumes },
  },
  btrfs: {
    snapshot: { current: [...volumes, "qcow2"], snap: [...volumes, "qcow2"] },
    clone: { base: [...images, "subvol"], current: volumes, snap: volumes },
    template: { current: [...images, "subvol"] },
    copy: { base: [...images, "subvol"], current: [...images, "subvol"], snap: [...volumes, "qcow2"] },
    rename: { current: [...images, "subvol"] },
  },
  iscsi: { copy: { current: ["raw"] } },
  iscsidirect: { copy: { current: ["raw"] } },
};

/** Whether a storage can do something with one of its disks, or with what the disk was once. */
export function volumeHas(
  world: World,
  feature: Feature,
  { volume, isSnapshot }: { readonly volume: string; readonly isSnapshot: boolean },
): boolean {
  const { storage, isBase, format } = volumeOf(world, volume);
  const kind = isSnapshot ? "snap" : isBase ? "base" : "current";
  const abilities = types[storageOf(world, storage).type] ?? files;
  return abilities[feature]?.[kind]?.includes(format) === true;
}
