import { basename } from "node:path";

import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { textOf, type Call } from "../call.js";
import { checkManageable, manageNew } from "../cluster/ha/manage.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { checkAuthorizedKeys } from "../guests/authorized-keys.js";
import type { Configuration, Guest } from "../guests/guest.js";
import { newDisk } from "../guests/new-disk.js";
import { assertContent, checkVolumeAccess } from "../guests/volume-access.js";
import { activate } from "../storages/activate.js";
import { declaredPath } from "../storages/declared-path.js";
import { enabledStorage } from "../storages/enabled.js";
import { contentsOf } from "../storages/properties.js";
import { removeVolume, split, volumeOf } from "../storages/volume.js";
import type { TaskHandle } from "../tasks.js";
import { apply } from "./apply.js";
import type { Draft } from "./draft.js";
import { mountNew } from "./mount-new.js";
import { kindOf, mountPointsOf, mountSlot, parseMountPoint } from "./mount-point.js";
import { openTemplate } from "./os-template.js";
import { pendChanges } from "./pend.js";
import { startWorker } from "./power.js";
import { checkKeys } from "./privileges.js";
import { sentKeys } from "./sent.js";
import { unpack } from "./system.js";

/** What a request for a new container says, split as PVE splits it. */
interface Wish {
  readonly vmid: number;
  readonly pool: string | undefined;
  readonly template: string;
  /** Where volumes go for which nothing else is said. */
  readonly storage: string;
  readonly isUnprivileged: boolean;
  readonly keys: Configuration;
  /** With a root; the sizes of new volumes together with their storages. */
  readonly mountPoints: Configuration;
}

/** POST lxc: checks at once, makes the container in a task. */
export function createContainer(call: Call): string {
  const { world, parameters, user } = call;
  const node = String(parameters["node"]);
  const vmid = Number(parameters["vmid"]);
  const other = world.guests.get(vmid);
  if (other !== undefined)
    fail(`${other.kind === "lxc" ? "CT" : "VM"} ${vmid} already exists on node '${other.node}'`);
  const wish = readWish(call, vmid);
  const draft: Draft = { config: {}, pending: {} };
  const guest: Guest = {
    kind: "lxc",
    node,
    pool: wish.pool,
    config: {},
    pending: {},
    running: undefined,
    lock: "create",
    snapshots: new Map(),
  };
  const selected = pendChanges({ call, vmid, draft }, { sent: wish.keys, removed: [], reverted: [] });
  const problems: Record<string, string> = {};
  apply({ call, vmid, guest, draft, selected, problems, log: () => undefined });
  const config = { ...draft.config, ...(wish.isUnprivileged ? { unprivileged: "1" } : {}) };
  world.guests.set(vmid, guest);
  return world.tasks.run({ node, type: "vzcreate", id: vmid, user }, async (task) => {
    make({ call, guest, wish, config }, task);
    manageNew(call, vmid);
    if (Number(parameters["start"] ?? 0) !== 1) return;
    const start = { node, type: "vzstart", id: vmid, user };
    await world.tasks.ended(world.tasks.run(start, startWorker(call, vmid, guest)));
  });
}

function readWish(call: Call, vmid: number): Wish {
  const { world, parameters } = call;
  checkAuthorizedKeys(textOf(call, "ssh-public-keys") ?? "");
  const pool = textOf(call, "pool");
  checkAllocation(call, vmid, pool);
  checkManageable(call);
  const template = textOf(call, "ostemplate") as string;
  const storage = textOf(call, "storage") ?? "local";
  const { unprivileged: _unprivileged, ...sent } = sentKeys(call);
  const isUnprivileged = Number(parameters["unprivileged"] ?? (world.release === "8.4" ? 0 : 1)) === 1;
  checkKeys(call, { vmid, pool, config: {}, isUnprivileged, set: sent, removed: [] });
  checkTemplate(call, vmid, template);
  const isMountPoint = ([key]: readonly [string, string]) => mountSlot.test(key);
  const pairs = Object.entries(sent).filter(([key]) => !/^unused\d+$/.test(key));
  const mountPoints = Object.fromEntries(
    pairs
      .filter(isMountPoint)
      .map(([key, text]) => [key, /^\d+(?:\.\d+)?$/.test(text) ? `${storage}:${text}` : text]),
  );
  if (Object.keys(mountPoints).length > 0 && mountPoints["rootfs"] === undefined)
    fail("mount points configured, but 'rootfs' not set - aborting");
  for (const [, point] of mountPointsOf(mountPoints))
    if (kindOf(point) === "volume") checkRoom(call, split(point.volume).storage);
  if (mountPoints["rootfs"] === undefined) checkRoom(call, storage);
  return {
    vmid,
    pool,
    template,
    storage,
    isUnprivileged,
    keys: Object.fromEntries(pairs.filter((pair) => !isMountPoint(pair))),
    mountPoints: { rootfs: `${storage}:4`, ...mountPoints },
  };
}

function checkAllocation(call: Call, vmid: number, pool: string | undefined): void {
  const { world, user } = call;
  if (pool !== undefined && !world.pools.has(pool))
    throw new ApiFailure(403, `Permission check failed (pool '${pool}' does not exist)`);
  const places = [`/vms/${vmid}`, ...(pool === undefined ? [] : [`/pool/${pool}`])];
  if (!places.some((place) => privilegesAt(world, user, place).has("VM.Allocate")))
    throw new ApiFailure(403, "Permission check failed");
}

function checkTemplate(call: Call, vmid: number, template: string): void {
  const isVolume = template.includes(":");
  checkVolumeAccess(call, vmid, isVolume ? template : `/${template}`);
  if (isVolume) assertContent(template, volumeOf(call.world, template).content, "vztmpl");
}

function checkRoom(call: Call, id: string): void {
  const node = String(call.parameters["node"]);
  if (!contentsOf(enabledStorage(call.world, id, node)).includes("rootdir"))
    throw parameterFailure({ storage: `storage '${id}' does not support container directories` });
  requirePrivileges(call, `/storage/${id}`, ["Datastore.AllocateSpace"]);
  activate(call.world, id, node);
}

interface Making {
  readonly call: Call;
  readonly guest: Guest;
  readonly wish: Wish;
  readonly config: Configuration;
}

/** Makes the volumes and unpacks the template; if that fails, nothing is left. */
function make({ call, guest, wish, config }: Making, { log }: TaskHandle): void {
  const { world } = call;
  const { vmid } = wish;
  const made: string[] = [];
  try {
    const lines: Record<string, string> = {};
    for (const [slot] of mountPointsOf(wish.mountPoints)) {
      const text = wish.mountPoints[slot] as string;
      const line = mountNew({ call, vmid, log }, slot, text);
      lines[slot] = line;
      if (newDisk.test(parseMountPoint(slot, text).volume)) made.push(parseMountPoint(slot, line).volume);
    }
    const template = openTemplate(world, wish.template, config);
    log(`extracting archive '${declaredPath(world, wish.template)}'`);
    unpack(world, parseMountPoint("rootfs", lines["rootfs"]).volume, basename(template.path));
    guest.config = {
      hostname: `CT${vmid}`,
      memory: "512",
      swap: "512",
      ...config,
      ...template.config,
      ...lines,
    };
    guest.lock = undefined;
  } catch (thrown) {
    for (const volume of made) removeVolume(world, volume);
    world.guests.delete(vmid);
    throw new Error(`unable to create CT ${vmid} - ${(thrown as Error).message}`, { cause: thrown });
  }
}
