import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import type { Call } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { volumeOf } from "../storages/volume.js";

/**
 * A guest's own volumes are its own; others need rights on their storage and their guest, paths need root itself.
 * Without a guest, nothing is one's own.
 */
export function checkVolumeAccess(
  call: Pick<Call, "world" | "user">,
  vmid: number | undefined,
  volume: string,
): void {
  if (volume.startsWith("/")) {
    if (call.user !== "root@pam")
      fail("Only root can pass arbitrary filesystem paths. at /usr/share/perl5/PVE/Storage.pm line 651.");
    return;
  }
  const { storage, content, vmid: owner } = volumeOf(call.world, volume);
  const place = `/storage/${storage}`;
  const had = privilegesAt(call.world, call.user, place);
  if (call.user === "root@pam" || had.has("Datastore.Allocate")) return;
  if (/^(?:iso|vztmpl|import)$/.test(content)) {
    const any = ["Datastore.AllocateSpace", "Datastore.Audit"];
    if (!any.some((privilege) => had.has(privilege)))
      throw new ApiFailure(403, `Permission check failed (${place}, ${any.join("|")})`);
    return;
  }
  if (owner !== undefined && owner === vmid) return;
  // What belongs to no guest has the number 0 where it has one.
  if (owner === undefined || owner === 0) fail(`missing privileges to access ${volume}`);
  const isBackup = content === "backup";
  requirePrivileges(call, place, [isBackup ? "Datastore.AllocateSpace" : "Datastore.Audit"]);
  requirePrivileges(call, `/vms/${owner}`, [isBackup ? "VM.Backup" : "VM.Config.Disk"]);
}

/** Refuses a volume of another kind than what is asked for. */
export function assertContent(volume: string, content: string, wanted: string): void {
  if (content !== wanted) fail(`unable to use volume ${volume} - content type needs to be '${wanted}'`);
}
