import type { Call } from "../call.js";
import { copyVolume } from "../storages/copy-volume.js";
import { declaredPath } from "../storages/declared-path.js";
import { allocateDisk, freeVolume, writeOverlay } from "../storages/disk.js";
import { isFileType } from "../storages/layout.js";
import { storageOf } from "../storages/properties.js";
import { split, virtualSize, volumeOf, volumePath } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import type { Drive } from "./drive.js";

interface Linking {
  readonly call: Call;
  readonly task: TaskHandle;
  readonly slot: string;
  readonly drive: Drive;
  readonly vmid: number;
  readonly made: (volume: string) => void;
}

/** Makes a volume that begins with what is on a base, and answers its id. */
export function linkDrive({ call, task, slot, drive, vmid, made }: Linking): string {
  const { world, local: node } = call;
  const { file } = drive;
  task.log(`create linked clone of drive ${slot} (${file})`);
  const base = volumeOf(world, file);
  const { storage } = base;
  const bytes = virtualSize(volumePath(world, file, node));
  const { type } = storageOf(world, storage);
  if (!isFileType(type)) {
    const copy = allocateDisk(world, { storage, vmid, bytes, format: "raw", node });
    made(copy);
    copyVolume(world, file, { to: copy, node });
    const isNamed = base.isBase && (type === "zfspool" || type === "rbd");
    return isNamed ? `${storage}:${base.name}/${split(copy).name}` : copy;
  }
  const fresh = freeVolume(world, { storage, vmid, format: "qcow2", node });
  const name = fresh.replace(/^.*\//, "");
  const [origin, backing] = [`${base.vmid}/${base.name}`, `../${base.vmid}/${base.name}`];
  task.log(`clone ${origin}: images, ${name}, ${vmid} to ${name} (base=${backing})`);
  task.log(
    `Formatting '${declaredPath(world, fresh)}', fmt=qcow2 cluster_size=131072 extended_l2=on preallocation=metadata compression_type=zlib size=${BigInt(bytes)} backing_file=${backing} backing_fmt=${base.format} lazy_refcounts=off refcount_bits=16`,
  );
  const volume = `${storage}:${origin}/${split(fresh).name}`;
  made(volume);
  writeOverlay(volumePath(world, volume, node), backing, bytes);
  return volume;
}
