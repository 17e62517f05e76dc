import type { Call } from "../call.js";
import { fail } from "../failure.js";
import { byteText } from "../guests/byte-text.js";
import { transferMilliseconds } from "../guests/transfer-time.js";
import { extentsOf } from "../storages/extents.js";
import { copyVolume } from "../storages/copy-volume.js";
import { formatOf, split, virtualSize, volumePath } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import { formatOn } from "./disk-format.js";
import { isCloudInit, type Drive } from "./drive.js";
import { makeDisk } from "./make-disk.js";
import { transferLines } from "./transfer-lines.js";

/** A drive that is copied to a new volume. */
export interface Copying {
  readonly call: Call;
  readonly task: TaskHandle;
  readonly slot: string;
  readonly drive: Drive;
  readonly vmid: number;
  /** The drive's own storage if none is named. */
  readonly storage: string | undefined;
  readonly format: string | undefined;
  /** Whether a running machine writes to it meanwhile: QEMU then mirrors it. */
  readonly isInUse: boolean;
  /** What is said when a mirror has everything. */
  readonly completion: readonly string[];
  /** Takes note of the volume as soon as it is there, for whoever has to remove it again. */
  readonly made: (volume: string) => void;
}

/** Copies a drive and answers the volume that it is copied to. */
export async function copyDrive(copying: Copying): Promise<string> {
  const { call, task, slot, drive, vmid, isInUse } = copying;
  const { world, local: node } = call;
  const { file } = drive;
  task.log(`create full clone of drive ${slot} (${file})`);
  if (isInUse && slot === "tpmstate0") fail("cannot move TPM state while VM is running");
  const had = formatOf(file, "images");
  const storage = copying.storage ?? split(file).storage;
  const format = slot === "tpmstate0" ? "raw" : formatOn(world, storage, copying.format ?? had);
  const source = volumePath(world, file, node);
  const bytes = virtualSize(source);
  const name = isCloudInit(drive) ? { name: `vm-${vmid}-cloudinit.${format}` } : {};
  const volume = makeDisk(world, { storage, vmid, bytes, format, node, ...name }, task.log);
  copying.made(volume);
  task.log(`allocated target volume '${volume}'`);
  if (isCloudInit(drive)) return volume;
  await letPass(copying, source);
  copyVolume(world, file, { to: volume, node, bytes });
  for (const line of isInUse ? mirrorLines(copying, bytes) : offlineLines({ slot, bytes, had }))
    task.log(line);
  return volume;
}

function offlineLines({
  slot,
  bytes,
  had,
}: {
  readonly slot: string;
  readonly bytes: number;
  readonly had: string;
}): readonly string[] {
  return slot === "efidisk0" ? [] : transferLines(bytes, had);
}

function mirrorLines({ slot, completion }: Copying, bytes: number): readonly string[] {
  const total = byteText(bytes);
  return [
    `mirror-${slot}: transferred ${total} of ${total} (100.00%) in 1s, ready`,
    "all 'mirror' jobs are ready",
    ...completion,
  ];
}

/** Copying takes its time: for what there is, or where it may not go fast, for all that there could be. */
async function letPass({ call, task, slot, isInUse }: Copying, source: string): Promise<void> {
  const limit = call.parameters["bwlimit"];
  if (isInUse)
    task.log(
      `drive mirror is starting for drive-${slot}${limit === undefined ? "" : ` with bandwidth limit: ${limit} KiB/s`}`,
    );
  const filled = extentsOf(source).reduce((sum, { length }) => sum + length, 0);
  await task.sleep(Math.max(100, transferMilliseconds({ total: virtualSize(source), filled }, limit)));
}
