import { diskSlot, unusedSlot, type Configuration, type Guest } from "../../guests/guest.js";
import { sizeBytes } from "../../guests/size.js";
import { isCdrom, isCloudInit, parseDrive } from "../drive.js";

/** What a guest names, in its configuration or in a snapshot of it. */
export interface NamedVolume {
  readonly volid: string;
  /** The slot in which it is; of one that is in none, the key that names it. */
  readonly slot: string;
  readonly isCdrom: boolean;
  readonly isCloudInit: boolean;
  readonly isUnused: boolean;
  readonly isState: boolean;
  /** Whether the line says that all nodes have it. */
  readonly isShared: boolean;
  readonly isReplicated: boolean;
  readonly size: number | undefined;
  /** The snapshots that name it; it may be in them alone. */
  readonly snapshots: readonly string[];
  readonly isCurrent: boolean;
}

/** Every volume that a virtual machine names, once. */
export function namedVolumes({ config, snapshots }: Guest): readonly NamedVolume[] {
  const current = volumesIn(config).map((volume) => ({ ...volume, snapshots: [], isCurrent: true }));
  const inSnapshots = [...snapshots].flatMap(([name, snapshot]) =>
    volumesIn(snapshot.config).map((volume) => ({ ...volume, snapshots: [name], isCurrent: false })),
  );
  const found = new Map<string, NamedVolume>();
  for (const volume of [...current, ...inSnapshots]) {
    const known = found.get(volume.volid);
    found.set(
      volume.volid,
      known === undefined ? volume : { ...known, snapshots: [...known.snapshots, ...volume.snapshots] },
    );
  }
  return [...found.values()];
}

type Place = Omit<NamedVolume, "snapshots" | "isCurrent">;

function volumesIn(config: Configuration): readonly Place[] {
  return Object.entries(config).flatMap(([slot, line]): readonly Place[] => {
    const isState = slot === "vmstate";
    const isUnused = unusedSlot.test(slot);
    if (!diskSlot.test(slot) && !isUnused && !isState) return [];
    const drive = parseDrive(slot, line);
    const { size, shared, replicate } = drive.options;
    return [
      {
        volid: drive.file,
        slot,
        isCdrom: !isUnused && !isState && isCdrom(drive),
        isCloudInit: isCloudInit(drive),
        isUnused,
        isState,
        isShared: shared === "1",
        isReplicated: replicate !== "0",
        size: size === undefined ? undefined : sizeBytes(size),
      },
    ];
  });
}
