import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import type { Call } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { parseVolumeId, storageOf } from "../storages/volume.js";

/** A guest's own volumes are its own; others need rights on their storage and their guest, paths need root itself. */
export function checkVolumeAccess(call: Call, vmid: number, volume: string): void {
  if (volume.startsWith("/")) {
    if (call.user !== "root@pam")
      fail("Only root can pass arbitrary filesystem paths. at /usr/share/perl5/PVE/Storage.pm line 651.");
    return;
  }
  const { storage, content, vmid: owner } = parseVolumeId(volume);
  storageOf(call.world, storage);
  const place = `/storage/${storage}`;
  const had = privilegesAt(call.world, call.user, place);
  if (call.user === "root@pam" || had.has("Datastore.Allocate")) return;
  if (/^(?:iso|vztmpl|import)$/.test(content)) {
    const any = ["Datastore.AllocateSpace", "Datastore.Audit"];
    if (!any.some((privilege) => had.has(privilege)))
      throw new ApiFailure(403, `Permission check failed (${place}, ${any.join("|")})`);
    return;
  }
  if (owner === vmid) return;
  if (owner === undefined) fail(`missing privileges to access ${volume}`);
  requirePrivileges(call, place, ["Datastore.Audit"]);
  requirePrivileges(call, `/vms/${owner}`, ["VM.Config.Disk"]);
}
