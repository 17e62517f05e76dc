import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { parameterFailure } from "../failure.js";
import { newDisk } from "../guests/new-disk.js";
import { checkVolumeAccess } from "../guests/volume-access.js";
import { contentsOf, pathOf, storageOf } from "../storages/properties.js";
import { parseVolumeId } from "../storages/volume.js";
import { volumeAt } from "../storages/volume-at.js";
import { driveText, isCdrom, isCloudInit, isContradictory, parseDrive, type Drive } from "./drive.js";
import { isPacked } from "./extract-disk.js";

/** A drive as a request means it: files as volumes, a drive without a disk as CD-ROM drive. */
export function cleanDrive(call: Call, slot: string, sent: string): string {
  const drive = withVolume(call, parseDrive(slot, sent));
  if (isContradictory(drive)) throw parameterFailure({ [slot]: "unable to parse drive options" });
  const isMedium = drive.file === "none" || drive.file === "cdrom" || isCloudInit(drive);
  const media = drive.options["media"] ?? (isMedium ? "cdrom" : undefined);
  return driveText({ ...drive, options: { ...drive.options, ...(media === undefined ? {} : { media }) } });
}

/** The file of a storage, named by its path, is that storage's volume. */
function withVolume({ world }: Call, drive: Drive): Drive {
  return drive.file.startsWith("/") ? { ...drive, file: volumeAt(world, drive.file) ?? drive.file } : drive;
}

/** What a request's drive needs of storages, looked at before anything is changed. */
export function checkStorageAccess(
  call: Call,
  vmid: number,
  { slot, line }: { readonly slot: string; readonly line: string },
): void {
  const drive = parseDrive(slot, line);
  const { file, options } = drive;
  const wanted = isCdrom(drive) ? null : newDisk.exec(file);
  const source = options["import-from"];
  if (file === "cdrom") requirePrivileges(call, "/", ["Sys.Console"]);
  else if (wanted !== null) {
    const storage = wanted[1] as string;
    requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
    if (!contentOf(call, storage).includes("images"))
      throw parameterFailure({ storage: `storage '${storage}' does not support vm images` });
    if (source !== undefined && Number(wanted[2]) !== 0)
      throw parameterFailure({
        [slot]: "'import-from' requires special syntax - use <storage ID>:0,import-from=<source>",
      });
  } else if (file !== "none" && !/:cloudinit$/.test(file)) {
    checkVolumeAccess(call, vmid, file);
    if (!file.startsWith("/") && parseVolumeId(file).content === "iso" && options["media"] !== "cdrom")
      throw parameterFailure({ [slot]: "explicit 'media=cdrom' is required for iso images" });
  }
  if (source !== undefined) checkSource(call, { vmid, slot, source });
}

function checkSource(
  call: Call,
  { vmid, slot, source }: { readonly vmid: number; readonly slot: string; readonly source: string },
): void {
  if (source.startsWith("/")) return checkVolumeAccess(call, vmid, source);
  const { content, vmid: owner } = parseVolumeId(source);
  if (content !== "images" && content !== "import")
    throw parameterFailure({
      [slot]: `${source} has wrong type '${content}' - needs to be 'images' or 'import'`,
    });
  if (isPacked(call.world, source)) checkWorkingStorage(call, slot, source);
  if (owner === undefined) checkVolumeAccess(call, vmid, source);
  else requirePrivileges(call, `/vms/${owner}`, ["VM.Clone"]);
}

/** An image in an archive is put into a storage before it is imported: its own, if the request names no other. */
function checkWorkingStorage(call: Call, slot: string, source: string): void {
  const named = textOf(call, "import-working-storage");
  const storage = named ?? parseVolumeId(source).storage;
  if (!contentOf(call, storage).includes("images") || pathOf(storageOf(call.world, storage)) === undefined)
    throw parameterFailure({
      [named === undefined ? slot : "import-working-storage"]:
        `import working storage '${storage}' does not support 'images' content type or is not file based.`,
    });
  requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
}

function contentOf({ world }: Call, storage: string): readonly string[] {
  return contentsOf(storageOf(world, storage));
}
