import type { Call } from "../../call.js";
import { blockingResources, dependentResources } from "../../cluster/ha/motion.js";
import { fail } from "../../failure.js";
import type { Guest } from "../../guests/guest.js";
import { isEnabled } from "../../storages/enabled.js";
import { isShared } from "../../storages/properties.js";
import type { World } from "../../world.js";
import { localResources, mappedResources, missingOn } from "./local-resources.js";
import { namedVolumes, type NamedVolume } from "./volumes.js";

/** What has to be so for a migration, and where to it could be. */
export function migrationConditions({ world, local }: Call, vmid: number, guest: Guest): object {
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  const isRunning = guest.running !== undefined;
  const mapped = mappedResources(guest);
  const dependent = dependentResources(world, vmid);
  const problems = [...world.nodes.keys()]
    .filter((node) => node !== local)
    .sort()
    .map((node) => [node, problemsOn(world, { vmid, guest, node })] as const);
  const isAllowed = (problem: object) => Object.keys(problem).length === 0;
  return {
    running: isRunning ? 1 : 0,
    local_disks: namedVolumes(guest)
      .filter((volume) => isLocal(world, volume))
      .map(shown),
    local_resources: localResources(guest),
    "mapped-resources": mapped.map(({ key }) => key),
    "mapped-resource-info": Object.fromEntries(
      mapped.map(({ key, name }) => [key, { name, "live-migration": 0 }]),
    ),
    "has-dbus-vmstate": 1,
    allowed_nodes: problems.filter(([, problem]) => isAllowed(problem)).map(([node]) => node),
    not_allowed_nodes: Object.fromEntries(problems.filter(([, problem]) => !isAllowed(problem))),
    ...(dependent.length === 0 ? {} : { "dependent-ha-resources": dependent }),
  };
}

interface Going {
  readonly vmid: number;
  readonly guest: Guest;
  readonly node: string;
}

/** What stands against a node; storages and devices only where the guest can't be moved while it runs. */
function problemsOn(world: World, { vmid, guest, node }: Going): object {
  const isStopped = guest.running === undefined;
  const blocking = blockingResources(world, vmid, node);
  const storages = isStopped ? unavailableStorages(world, guest, node) : [];
  const missing = isStopped ? missingOn(world, guest, node) : [];
  return {
    ...(blocking.length === 0 ? {} : { "blocking-ha-resources": blocking }),
    ...(storages.length === 0 ? {} : { unavailable_storages: storages }),
    ...(missing.length === 0 ? {} : { "unavailable-resources": missing }),
  };
}

function unavailableStorages(world: World, guest: Guest, node: string): readonly string[] {
  const used = namedVolumes(guest).flatMap(({ volid }) => /^([^:/]+):/.exec(volid)?.[1] ?? []);
  return [...new Set(used)].filter((id) => world.storages.has(id) && !isEnabled(world, id, node)).sort();
}

/** Whether a volume is on one node alone. */
export function isLocal(world: World, { volid, isShared: isSaid }: NamedVolume): boolean {
  if (isSaid || volid === "none") return false;
  const storage = world.storages.get(/^([^:/]+):/.exec(volid)?.[1] ?? "");
  return storage === undefined || !isShared(storage);
}

function shown(volume: NamedVolume): object {
  const { volid, slot, size, snapshots } = volume;
  const flags = {
    cdrom: volume.isCdrom,
    is_attached: volume.isCurrent && !volume.isUnused,
    is_cloudinit: volume.isCloudInit,
    is_tpmstate: slot === "tpmstate0",
    is_unused: volume.isUnused,
    is_vmstate: volume.isState,
    replicate: volume.isReplicated,
    shared: volume.isShared,
  };
  return {
    volid,
    ...(volume.isUnused || volume.isState ? {} : { drivename: slot }),
    ...(size === undefined ? {} : { size }),
    ...Object.fromEntries(Object.entries(flags).map(([name, is]) => [name, is ? 1 : 0])),
    ...(snapshots.length === 0
      ? {}
      : { referenced_in_snapshot: Object.fromEntries(snapshots.map((name) => [name, 1])) }),
  };
}
