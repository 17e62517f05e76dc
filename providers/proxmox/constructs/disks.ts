import type { ProxmoxVmConfig } from "../generated/vm.js";
import type { IImage } from "./image.js";
import { bytesOf, pveSize, type Size } from "./size.js";

type Disks = NonNullable<ProxmoxVmConfig["disks"]>;
type Disk = NonNullable<Disks[keyof Disks]>;

/** The slots that a disk can be in. */
export type DiskSlot = keyof Disks;

export interface DiskProps extends Omit<Disk, "size" | "from"> {
  /** `"20 GiB"`. A disk grows, it never shrinks. The image's size if it is made from one and this isn't said. */
  readonly size?: Size;
  /** An image, or the volume id of one. Used when the disk is made. */
  readonly from?: IImage | string;
}

export type DisksProps = { readonly [slot in DiskSlot]?: DiskProps };

export function diskConfigs(disks: DisksProps): Disks {
  return Object.fromEntries(
    Object.entries(disks).map(([slot, { size, from, ...same }]) => [
      slot,
      {
        ...same,
        ...(size === undefined ? {} : { size: pveSize(size) }),
        ...(from === undefined ? {} : { from: typeof from === "string" ? from : from.volumeId }),
      },
    ]),
  );
}

/** What is wrong with the disks of a new guest. */
export function diskProblems(disks: DisksProps, isClone: boolean): string[] {
  return Object.entries(disks).flatMap(([slot, { size, from, storage, movedFrom }]) => [
    ...(size === undefined && from === undefined && movedFrom === undefined && !isClone
      ? [`disks.${slot}: a blank disk needs a size, for example "20 GiB"`]
      : []),
    ...(storage === undefined && movedFrom === undefined && !isClone
      ? [`disks.${slot}: say the storage that it lies on`]
      : []),
    ...(size !== undefined && !isSize(size)
      ? [`disks.${slot}.size: "${size}" is not a size, for example "20 GiB"`]
      : []),
  ]);
}

function isSize(size: Size): boolean {
  try {
    return bytesOf(size) > 0;
  } catch {
    return false;
  }
}
