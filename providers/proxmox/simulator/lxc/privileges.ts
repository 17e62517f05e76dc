import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import type { Call } from "../call.js";
import { ApiFailure } from "../failure.js";
import { checkBridgeAccess } from "../guests/bridge-access.js";
import { netSlot, type Configuration } from "../guests/guest.js";
import { newDisk } from "../guests/new-disk.js";
import { checkVolumeAccess } from "../guests/volume-access.js";
import { parseLine } from "./line.js";
import { kindOf, mountSlot, parseMountPoint } from "./mount-point.js";

/** A change of a container's keys, as far as it matters who asks for it. */
export interface KeyChanges {
  readonly vmid: number;
  /** The pool that a new container shall be in. */
  readonly pool?: string | undefined;
  readonly config: Configuration;
  readonly isUnprivileged: boolean;
  readonly set: Configuration;
  readonly removed: readonly string[];
}

const groups: Readonly<Record<string, RegExp>> = {
  "VM.Config.CPU": /^(?:cores|cpuunits|cpulimit)$/,
  "VM.Config.Disk": /^(?:rootfs|mp\d+)$/,
  "VM.Config.Memory": /^(?:memory|swap)$/,
  "VM.Config.Network": /^(?:net\d+|nameserver|searchdomain|hostname)$/,
};
const rootOnly: readonly (readonly [key: RegExp, what: string])[] = [
  [/^dev\d+$/, "configuring device passthrough"],
  [/^hookscript$/, "changing the hookscript"],
];

/** Refuses keys that the asking user may not set or remove; the path says where the rights would have to be. */
export function checkKeys(call: Call, changes: KeyChanges): void {
  if (call.user === "root@pam") return;
  for (const key of Object.keys(changes.set)) checkKey(call, changes, key);
  for (const key of changes.removed) checkKey(call, changes, key);
}

function checkKey(call: Call, changes: KeyChanges, key: string): void {
  const reserved = rootOnly.find(([pattern]) => pattern.test(key));
  if (reserved !== undefined) refuse(`${reserved[1]} is only allowed for root@pam`);
  if (key === "features") return checkFeatures(call, changes);
  const privilege =
    Object.keys(groups).find((each) => groups[each]?.test(key) === true) ?? "VM.Config.Options";
  requireAtGuest(call, changes, privilege);
  const text = changes.set[key];
  if (text === undefined) return;
  if (netSlot.test(key)) checkBridgeAccess(call, bridgeOf(changes.config[key]), bridgeOf(text));
  if (mountSlot.test(key)) checkMountPoint(call, changes.vmid, { key, text });
}

function checkMountPoint(
  call: Call,
  vmid: number,
  { key, text }: { readonly key: string; readonly text: string },
): void {
  const point = parseMountPoint(key, text);
  if (kindOf(point) !== "volume") refuse(`mount point type ${kindOf(point)} is only allowed for root@pam`);
  const [, storage] = newDisk.exec(point.volume) ?? [];
  if (storage !== undefined) requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
  else if (point.volume.includes(":")) checkVolumeAccess(call, vmid, point.volume);
}

/** Nesting is for who may allocate guests; all else that opens a container to its node is root's. */
function checkFeatures(call: Call, changes: KeyChanges): void {
  if (!changes.isUnprivileged)
    refuse("changing feature flags for privileged container is only allowed for root@pam");
  const [before, after] = [changes.config["features"], changes.set["features"]].map((text) =>
    text === undefined ? {} : parseLine("features", text),
  ) as [Configuration, Configuration];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => (before[name] ?? "") !== (after[name] ?? ""),
  );
  if (changed.some((name) => name !== "nesting"))
    refuse("changing feature flags (except nesting) is only allowed for root@pam");
  if (changed.length > 0) requireAtGuest(call, changes, "VM.Allocate");
}

function requireAtGuest(call: Call, { vmid, pool }: KeyChanges, privilege: string): void {
  const { world, user } = call;
  if (pool !== undefined && privilegesAt(world, user, `/pool/${pool}`).has(privilege)) return;
  requirePrivileges(call, `/vms/${vmid}`, [privilege]);
}

function bridgeOf(text: string | undefined): Configuration {
  return text === undefined ? {} : parseLine("net0", text);
}

function refuse(reason: string): never {
  throw new ApiFailure(403, `Permission check failed (${reason})`);
}
