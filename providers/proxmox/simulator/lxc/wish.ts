import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { textOf, type Call } from "../call.js";
import { checkManageable } from "../cluster/ha/manage.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { checkAuthorizedKeys } from "../guests/authorized-keys.js";
import { unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { assertContent, checkVolumeAccess } from "../guests/volume-access.js";
import { activate } from "../storages/activate.js";
import { enabledStorage } from "../storages/enabled.js";
import { contentsOf } from "../storages/properties.js";
import { split, volumeOf } from "../storages/volume.js";
import { kindOf, mountPointsOf, mountSlot } from "./mount-point.js";
import { checkKeys } from "./privileges.js";
import { sentKeys } from "./sent.js";

/** What a request for a new container says, split as PVE splits it. */
export interface Wish {
  readonly vmid: number;
  readonly pool: string | undefined;
  /** A template, or the backup to be restored. */
  readonly archive: string;
  readonly isRestore: boolean;
  /** Whether a restored container gets addresses of its own. */
  readonly isUnique: boolean;
  /** Whether root itself asks, who may open a container to its node. */
  readonly isRoot: boolean;
  /** Where volumes go for which nothing else is said. */
  readonly storage: string;
  /** Undefined: as it was in the backup. */
  readonly isUnprivileged: boolean | undefined;
  readonly keys: Configuration;
  /** With a root among them, or none; new volumes with size and storage. */
  readonly mountPoints: Configuration;
}

/** Reads a request, and refuses what its user may not do or its storages can't take. */
export function readWish(call: Call, vmid: number, replaced: Guest | undefined): Wish {
  const { parameters } = call;
  const isRestore = Number(parameters["restore"] ?? 0) === 1;
  checkAuthorizedKeys(textOf(call, "ssh-public-keys") ?? "");
  const pool = textOf(call, "pool");
  checkAllocation(call, { vmid, pool, replaced });
  checkManageable(call);
  const archive = textOf(call, "ostemplate") as string;
  const storage = textOf(call, "storage") ?? "local";
  const { unprivileged: _unprivileged, ...sent } = sentKeys(call);
  const isUnprivileged = unprivilegedIn(call);
  checkKeys(call, {
    vmid,
    pool,
    config: {},
    isUnprivileged: isUnprivileged ?? false,
    set: sent,
    removed: [],
  });
  checkArchive(call, { vmid, archive, content: isRestore ? "backup" : "vztmpl" });
  const pairs = Object.entries(sent).filter(([key]) => !unusedSlot.test(key));
  const mountPoints = Object.fromEntries(
    pairs
      .filter(([key]) => mountSlot.test(key))
      .map(([key, text]) => [key, /^\d+(?:\.\d+)?$/.test(text) ? `${storage}:${text}` : text]),
  );
  if (Object.keys(mountPoints).length > 0 && mountPoints["rootfs"] === undefined)
    fail("mount points configured, but 'rootfs' not set - aborting");
  for (const [, point] of mountPointsOf(mountPoints))
    if (kindOf(point) === "volume") checkRoom(call, split(point.volume).storage);
  if (mountPoints["rootfs"] === undefined) checkRoom(call, storage);
  const keys = Object.fromEntries(pairs.filter(([key]) => !mountSlot.test(key)));
  const isUnique = Number(parameters["unique"] ?? 0) === 1;
  return {
    vmid,
    pool,
    archive,
    isRestore,
    isUnique,
    isRoot: call.user === "root@pam",
    storage,
    isUnprivileged,
    keys,
    mountPoints,
  };
}

function unprivilegedIn({ world, parameters }: Call): boolean | undefined {
  if (parameters["unprivileged"] !== undefined) return Number(parameters["unprivileged"]) === 1;
  return Number(parameters["restore"] ?? 0) === 1 ? undefined : world.release !== "8.4";
}

/** Who may make backups of a container may put it back, too. */
function checkAllocation(
  call: Call,
  {
    vmid,
    pool,
    replaced,
  }: { readonly vmid: number; readonly pool: string | undefined; readonly replaced: Guest | undefined },
): void {
  const { world, user } = call;
  if (pool !== undefined && !world.pools.has(pool))
    throw new ApiFailure(403, `Permission check failed (pool '${pool}' does not exist)`);
  const places = [`/vms/${vmid}`, ...(pool === undefined ? [] : [`/pool/${pool}`])];
  if (places.some((place) => privilegesAt(world, user, place).has("VM.Allocate"))) return;
  if (replaced === undefined || !privilegesAt(world, user, `/vms/${vmid}`).has("VM.Backup"))
    throw new ApiFailure(403, "Permission check failed");
  if (replaced.config["unprivileged"] === "1" && unprivilegedIn(call) === false)
    throw new ApiFailure(
      403,
      "Permission check failed (cannot change from unprivileged to privileged without VM.Allocate)",
    );
}

function checkArchive(
  call: Call,
  { vmid, archive, content }: { readonly vmid: number; readonly archive: string; readonly content: string },
): void {
  const isVolume = archive.includes(":");
  checkVolumeAccess(call, vmid, isVolume ? archive : `/${archive}`);
  if (isVolume) assertContent(archive, volumeOf(call.world, archive).content, content);
}

function checkRoom(call: Call, id: string): void {
  const node = String(call.parameters["node"]);
  if (!contentsOf(enabledStorage(call.world, id, node)).includes("rootdir"))
    throw parameterFailure({ storage: `storage '${id}' does not support container directories` });
  requirePrivileges(call, `/storage/${id}`, ["Datastore.AllocateSpace"]);
  activate(call.world, id, node);
}
