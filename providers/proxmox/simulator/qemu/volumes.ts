import type { Call } from "../call.js";
import { fail } from "../failure.js";
import { diskSlot, type Configuration } from "../guests/guest.js";
import { sizeText } from "../guests/size.js";
import { newDisk } from "../guests/new-disk.js";
import { copyImage } from "../storages/copy-image.js";
import { assertSpace } from "../storages/copy-volume.js";
import { readImage } from "../storages/image.js";
import { sourceFile } from "../storages/source-file.js";
import {
  formatOf,
  parseVolumeId,
  removeVolume,
  split,
  storageOf,
  virtualSize,
  volumeExists,
  volumePath,
} from "../storages/volume.js";
import { formatOn } from "./disk-format.js";
import { driveText, isCdrom, isCloudInit, parseDrive, type Drive } from "./drive.js";
import { extractDisk, isPacked } from "./extract-disk.js";
import { makeDisk } from "./make-disk.js";
import { transferLines } from "./transfer-lines.js";

export interface Placement {
  readonly call: Call;
  readonly vmid: number;
  readonly slot: string;
  /** What the guest has already, and will have. */
  readonly config: Configuration;
  readonly log: (line: string) => void;
}

/** Turns a drive line as sent into the line as stored: allocates, imports, or looks the volume up. */
export function placeDrive(at: Placement, sent: string): string {
  const drive = parseDrive(at.slot, sent);
  if (drive.file === "none" || drive.file === "cdrom") return driveText(drive);
  if (/:cloudinit$/.test(drive.file)) return cloudInitDrive(at, drive);
  const wanted = isCdrom(drive) ? null : newDisk.exec(drive.file);
  if (wanted === null) return attach(at, drive);
  return allocate(at, drive, { storage: wanted[1] as string, gibibytes: Number(wanted[2]) });
}

function allocate(
  at: Placement,
  { options }: Drive,
  { storage, gibibytes }: { readonly storage: string; readonly gibibytes: number },
): string {
  const { "import-from": source, format, size: _size, ...rest } = options;
  const own = ownSize(at.slot, options);
  const { file, bytes } =
    source === undefined
      ? fresh(at, { storage, format, bytes: Math.round(own ?? gibibytes * 2 ** 30) })
      : imported(at, { storage, format, own, source });
  const line = driveText({ file, options: { ...rest, size: sizeText(bytes) } });
  at.log(`${at.slot}: successfully created disk '${line}'`);
  return line;
}

interface Made {
  readonly file: string;
  readonly bytes: number;
}

interface Wanted {
  readonly storage: string;
  readonly format: string | undefined;
}

interface Import extends Wanted {
  readonly source: string;
  /** The size in bytes that the disk has whatever its source has. */
  readonly own: number | undefined;
}

function fresh(at: Placement, { storage, format, bytes }: Wanted & { readonly bytes: number }): Made {
  const usual = at.slot === "tpmstate0" ? "raw" : formatOn(at.call.world, storage, undefined);
  return { file: make(at, { storage, format: format ?? usual, bytes }), bytes };
}

/** A disk that begins as a copy of another image; one in an archive is there as a volume until then. */
function imported(at: Placement, wanted: Import): Made {
  const { vmid, log } = at;
  const { world, local: node, parameters } = at.call;
  if (!isPacked(world, wanted.source)) return copied(at, wanted);
  const storage = String(parameters["import-working-storage"] ?? split(wanted.source).storage);
  const source = extractDisk({ world, node, vmid, storage, log }, wanted.source);
  try {
    const made = copied(at, { ...wanted, source });
    log(`cleaned up extracted image ${source}`);
    return made;
  } finally {
    removeVolume(world, source, node);
  }
}

function copied(at: Placement, wanted: Import): Made {
  const { call, log } = at;
  const { world, local: node } = call;
  const { storage, source, own } = wanted;
  const path = sourceFile({ world, node, log }, source);
  const image = readImage(path);
  const hint = source.startsWith("/") ? undefined : formatOf(source, "images");
  const format = formatOn(world, storage, wanted.format ?? (own === undefined ? hint : "raw"));
  const bytes = own ?? image.virtualSize;
  log(`create full clone of drive (${source})`);
  const file = make(at, { storage, format, bytes });
  log(`allocated target volume '${file}'`);
  assertSpace(world, { path, volume: file, node });
  copyImage(path, volumePath(world, file), { format, bytes });
  for (const line of transferLines(bytes, image.format)) log(line);
  return { file, bytes };
}

function make(
  { call, vmid, log }: Placement,
  disk: { readonly storage: string; readonly format: string; readonly bytes: number; readonly name?: string },
): string {
  if (!/^(?:raw|qcow2|vmdk)$/.test(disk.format))
    fail(`unable to parse volume filename 'vm-${vmid}-disk-0.${disk.format}'`);
  return makeDisk(call.world, { ...disk, vmid, node: call.local }, log);
}

/** Firmware variables and TPM state have a size of their own, whatever is asked for. */
function ownSize(slot: string, options: Drive["options"]): number | undefined {
  if (slot === "tpmstate0") return 4 * 2 ** 20;
  return slot === "efidisk0" ? (options["efitype"] === "4m" ? 528 * 1024 : 128 * 1024) : undefined;
}

function cloudInitDrive(at: Placement, { file, options }: Drive): string {
  const other = Object.entries(at.config).find(
    ([key, line]) => key !== at.slot && diskSlot.test(key) && isCloudInit(parseDrive(key, line)),
  );
  if (other !== undefined) fail(`${at.slot} - cloud-init drive is already attached at '${other[0]}'`);
  const storage = file.split(":")[0] as string;
  const { format = "qcow2", ...rest } = options;
  const name = `vm-${at.vmid}-cloudinit.${format}`;
  const volume = `${storage}:${at.vmid}/${name}`;
  storageOf(at.call.world, storage);
  const line = driveText({ file: volume, options: { ...rest, media: "cdrom" } });
  if (volumeExists(at.call.world, volume)) return line;
  make(at, { storage, bytes: 4 * 2 ** 20, format, name });
  at.log(`${at.slot}: successfully created disk '${line}'`);
  return line;
}

/** A volume that is there keeps its size, whatever size is sent. */
function attach({ call: { world, local }, slot }: Placement, { file, options }: Drive): string {
  if (file.startsWith("/")) fail(`volume ${file} does not exist`);
  storageOf(world, parseVolumeId(file).storage);
  const { size: _size, ...rest } = options;
  if (isCloudInit({ file, options })) return driveText({ file, options: rest });
  if (!volumeExists(world, file, local)) fail(`volume '${file}' does not exist`);
  const format = formatOf(file, "images");
  if (options["format"] !== undefined && options["format"] !== format)
    fail(
      `drive '${slot}' - volume '${file}' - 'format=${options["format"]}' option different from storage format '${format}'`,
    );
  return driveText({
    file,
    options: { ...rest, size: sizeText(virtualSize(volumePath(world, file, local))) },
  });
}
