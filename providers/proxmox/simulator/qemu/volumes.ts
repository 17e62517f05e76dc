import { requirePrivileges } from "../access/check.js";
import type { Call } from "../call.js";
import { fail } from "../failure.js";
import { allocateDisk, copyVolume, writeDisk } from "../storages/disk.js";
import {
  formatOf,
  parseVolumeId,
  storageOf,
  virtualSize,
  volumeExists,
  volumePath,
} from "../storages/volume.js";
import { contentFolders } from "../storages/storage.js";
import { driveText, isCdrom, parseDrive, sizeText, type Drive } from "./drive.js";
import { unusedSlot, type Configuration } from "../guests/guest.js";

const newDisk = /^([^:]+):(\d+(?:\.\d+)?)$/;

export interface Placement {
  readonly vmid: number;
  readonly slot: string;
}

/** Turns a drive line as sent into the line as stored: allocates, imports, or looks the volume up. */
export function placeDrive(call: Call, { vmid, slot }: Placement, sent: string): string {
  const drive = parseDrive(slot, sent);
  const { "import-from": source, format, size: _size, ...options } = drive.options;
  if (/:cloudinit$/.test(drive.file))
    return cloudInitDrive(
      call,
      { vmid, slot },
      { file: drive.file, options: { ...options, ...(format === undefined ? {} : { format }) } },
    );
  if (isCdrom(drive)) return cdromDrive(call, drive);
  const wanted = newDisk.exec(drive.file);
  if (wanted === null) return attach(call, drive);
  const [, storage, gibibytes] = wanted as unknown as [string, string, string];
  assertImages(call, storage);
  const type =
    format ??
    (source === undefined || /^(?:efidisk|tpmstate)/.test(slot) ? "raw" : formatOf(source, "images"));
  const bytes =
    source === undefined
      ? (ownSize(slot, drive) ?? Math.round(Number(gibibytes) * 2 ** 30))
      : sourceSize(call, source);
  const file = allocateDisk(call.world, { storage, vmid, bytes, format: type });
  if (source !== undefined) importInto(call, { source, file, format: type, bytes });
  return driveText({ file, options: { ...options, size: sizeText(bytes) } });
}

/** Firmware variables and TPM state have a size of their own, whatever is asked for. */
function ownSize(slot: string, { options }: Drive): number | undefined {
  if (slot === "tpmstate0") return 4 * 2 ** 20;
  return slot === "efidisk0" ? (options["efitype"] === "4m" ? 528 * 1024 : 128 * 1024) : undefined;
}

function cloudInitDrive(call: Call, { vmid }: Placement, { file, options }: Drive): string {
  const storage = file.split(":")[0] as string;
  assertImages(call, storage);
  const { format = "qcow2", ...rest } = options;
  const name = `vm-${vmid}-cloudinit.${format}`;
  const volume = volumeExists(call.world, `${storage}:${vmid}/${name}`)
    ? `${storage}:${vmid}/${name}`
    : allocateDisk(call.world, { storage, vmid, bytes: 4 * 2 ** 20, format, name });
  return driveText({ file: volume, options: { ...rest, media: "cdrom" } });
}

function cdromDrive(call: Call, { file, options }: Drive): string {
  if (file === "none" || file === "cdrom" || /cloudinit/.test(file))
    return driveText({ file, options: { ...options, media: "cdrom" } });
  if (!volumeExists(call.world, file)) fail(`volume '${file}' does not exist`);
  return driveText({
    file,
    options: { ...options, media: "cdrom", size: sizeText(virtualSize(volumePath(call.world, file))) },
  });
}

function attach(call: Call, { file, options }: Drive): string {
  if (!file.includes(":")) fail(`unable to parse volume ID '${file}'`);
  storageOf(call.world, parseVolumeId(file).storage);
  if (!volumeExists(call.world, file)) fail(`volume '${file}' does not exist`);
  const { size: _size, ...rest } = options;
  return driveText({ file, options: { ...rest, size: sizeText(virtualSize(volumePath(call.world, file))) } });
}

function assertImages({ world }: Call, storage: string): void {
  if (
    !String(storageOf(world, storage).config["content"] ?? "")
      .split(",")
      .includes("images")
  )
    fail(`storage '${storage}' does not support content-type 'images'`);
}

function sourceSize(call: Call, source: string): number {
  if (source.startsWith("/")) fail("Only root can pass arbitrary filesystem paths.");
  const { content, storage } = parseVolumeId(source);
  if (!(content in contentFolders)) fail(`cannot import from '${source}'`);
  requirePrivileges(call, `/storage/${storage}`, ["Datastore.Audit"]);
  if (!volumeExists(call.world, source)) fail(`volume '${source}' does not exist`);
  return virtualSize(volumePath(call.world, source));
}

function importInto(
  { world }: Call,
  {
    source,
    file,
    format,
    bytes,
  }: { readonly source: string; readonly file: string; readonly format: string; readonly bytes: number },
): void {
  if (formatOf(source, "images") === format) copyVolume(world, source, file);
  else writeDisk(volumePath(world, file), format, bytes);
}

/** The next free `unusedN`, or the one that already holds the volume. */
export function unusedFor(config: Configuration, volume: string): string {
  const holding = Object.keys(config).find((key) => unusedSlot.test(key) && config[key] === volume);
  if (holding !== undefined) return holding;
  let index = 0;
  while (`unused${index}` in config) index++;
  return `unused${index}`;
}
