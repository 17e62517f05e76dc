import { requirePrivileges } from "../access/check.js";
import type { Call } from "../call.js";
import { fail } from "../failure.js";
import { diskSlot, unusedSlot, type Guest } from "../guests/guest.js";
import { isOwnVolume } from "../guests/is-own-volume.js";
import { unusedFor } from "../guests/unused-slot.js";
import { removeVolumeAs } from "../storages/remove.js";
import { removeVolume, volumeExists } from "../storages/volume.js";
import { isCdrom, isCloudInit, parseDrive } from "./drive.js";

/** A guest that a request works on. */
export interface Subject {
  readonly call: Call;
  readonly vmid: number;
  readonly guest: Guest;
}

/** A volume that leaves its slot stays on the storage as `unusedN`; a cloud-init drive goes, a medium was never the guest's. */
export function release({ call, vmid, guest }: Subject, slot: string, line: string): void {
  const drive = parseDrive(slot, line);
  if (isCloudInit(drive) && volumeExists(call.world, drive.file)) removeVolume(call.world, drive.file);
  if (isCdrom(drive) || !isOwnVolume(call.world, vmid, drive.file)) return;
  guest.config = { ...guest.config, [unusedFor(guest.config, drive.file)]: drive.file };
}

/** Removes a volume for good, unless it is another guest's or still in use. */
export function deallocate({ call, vmid, guest }: Subject, key: string, line: string): void {
  const { file } = parseDrive(key, line);
  if (isCdrom(parseDrive(key, line)) || !isOwnVolume(call.world, vmid, file)) return;
  requirePrivileges(call, `/storage/${file.split(":")[0]}`, ["Datastore.AllocateSpace"]);
  const elsewhere = Object.entries(guest.config).some(
    ([slot, text]) => slot !== key && names(slot, text, file),
  );
  const inSnapshot = [...guest.snapshots.values()].some(({ config }) =>
    Object.entries(config).some(([slot, text]) => names(slot, text, file)),
  );
  if (elsewhere || inSnapshot) fail(`unable to delete '${file}' - volume is still in use (snapshot?)`);
  if (volumeExists(call.world, file))
    removeVolumeAs(call.world, file, { node: guest.node, log: () => undefined });
}

function names(slot: string, line: string, file: string): boolean {
  return diskSlot.test(slot) && parseDrive(slot, line).file === file;
}

/** A volume is not unused while a slot has it, or is to have it. */
export function dropUsed(guest: Guest): void {
  const waiting = Object.entries(guest.pending).flatMap(([key, change]) =>
    "value" in change ? [[key, change.value] as const] : [],
  );
  const used = new Set(
    [...Object.entries(guest.config), ...waiting]
      .filter(([key]) => diskSlot.test(key))
      .map(([key, line]) => parseDrive(key, line).file),
  );
  guest.config = Object.fromEntries(
    Object.entries(guest.config).filter(([key, value]) => !unusedSlot.test(key) || !used.has(value)),
  );
}
