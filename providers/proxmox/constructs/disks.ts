import type { ProxmoxVmConfig } from "../generated/vm.js";
import type { ICloudImage } from "./cloud-image.js";
import { pveSize, sizeProblems, type Size } from "./size.js";

type Disks = NonNullable<ProxmoxVmConfig["disks"]>;
type Disk = NonNullable<Disks[keyof Disks]>;

/** The slots that a disk can be in: `scsi0` to `scsi30`, `virtio0` to `virtio15`, `sata0` to `sata5`, `ide0` to `ide3`. */
export type DiskSlot = keyof Disks;

/**
 * A disk. A blank one needs a storage and a size; one `from` an image needs a storage; one that the guest has already,
 * of its template (`clone`) or of another slot (`movedFrom`), needs nothing but what shall differ.
 */
export interface DiskProps extends Omit<Disk, "size" | "from" | "movedFrom" | "storage"> {
  /** The storage that it lies on. Another one later moves it, while the guest runs. Needed for a new disk; one that is there stays where it is if not said. */
  readonly storage?: string;
  /** `"20 GiB"`. A disk grows, it never shrinks. The size of what it is made from if not said. */
  readonly size?: Size;
  /** What it is copied from as it is made: an image, or the volume id of one or of a disk. Blank if not said. */
  readonly from?: ICloudImage | string;
  /** Another slot that the disk was in until now, or `unused0` for one that was detached: it keeps its data. It is a disk of its own if not said. */
  readonly movedFrom?: DiskSlot | `unused${number}`;
}

export type DisksProps = { readonly [slot in DiskSlot]?: DiskProps };

export function diskConfigs(disks: DisksProps): Disks {
  return Object.fromEntries(
    Object.entries(disks).map(([slot, { size, from, ...same }]) => [
      slot,
      {
        ...same,
        size: size === undefined ? undefined : pveSize(size),
        from: typeof from === "object" ? from.volumeId : from,
      },
    ]),
  );
}

/** What is wrong with the disks of a guest; those of a copy are there already. */
export function diskProblems(disks: DisksProps, isCopy: boolean): string[] {
  return Object.entries(disks).flatMap(([slot, { size, from, storage, movedFrom }]) => {
    const isNew = movedFrom === undefined && !isCopy;
    return [
      ...(isNew && size === undefined && from === undefined
        ? [`disks.${slot}: a blank disk needs a size, for example "20 GiB"`]
        : []),
      ...(isNew && storage === undefined ? [`disks.${slot}: say the storage that it lies on`] : []),
      ...(from !== undefined && movedFrom !== undefined
        ? [`disks.${slot}: a disk that is moved is not made anew: keep one of from and movedFrom`]
        : []),
      ...(movedFrom !== undefined && movedFrom in disks
        ? [`disks.${slot}: ${movedFrom} still has a disk; one that moves leaves its slot`]
        : []),
      ...sizeProblems(`disks.${slot}.size`, size),
    ];
  });
}
