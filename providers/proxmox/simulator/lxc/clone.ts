import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { checkBridgeAccess } from "../guests/bridge-access.js";
import { netSlot, unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { newGuest } from "../guests/new-guest.js";
import { isShared } from "../storages/properties.js";
import { removeVolume, split, storageOf, volumeOf } from "../storages/volume.js";
import type { World } from "../world.js";
import { copyRoom } from "./copy-room.js";
import { volumeHas } from "./features.js";
import { newlyAddressed } from "./interface.js";
import { parseLine } from "./line.js";
import { kindOf, mountPointsOf, mountPointText } from "./mount-point.js";
import { storedText } from "./rewrite.js";

const notCopied = new Set(["parent", "template", "snaptime"]);

/** POST clone: a new container from another's configuration and volumes. */
export function cloneContainer(call: Call, vmid: number, source: Guest): string {
  const { world, parameters, user } = call;
  const target = Number(parameters["newid"]);
  const pool = textOf(call, "pool");
  if (pool !== undefined && !world.pools.has(pool))
    throw new ApiFailure(403, `Permission check failed (pool '${pool}' does not exist)`);
  const node = textOf(call, "target") ?? source.node;
  if (!world.nodes.has(node)) fail(`no such cluster node '${node}'`);
  if (source.lock !== undefined) fail(`CT is locked (${source.lock})`);
  const config = sourceConfiguration(call, source);
  const isFull = Number(parameters["full"] ?? (source.config["template"] === "1" ? 0 : 1)) === 1;
  const storage = textOf(call, "storage");
  if (!isFull && storage !== undefined) fail("parameter 'storage' not allowed for linked clones");
  if (isFull && source.running !== undefined && textOf(call, "snapname") === undefined)
    fail("Full clone of a running container is only possible from a snapshot");
  const other = world.guests.get(target);
  if (other !== undefined)
    fail(`${other.kind === "lxc" ? "CT" : "VM"} ${target} already exists on node '${other.node}'`);
  checkSource(call, config, { isFull, node, source });
  const guest = newGuest({ kind: "lxc", node, pool, lock: "create" });
  world.guests.set(target, guest);
  source.lock = "disk";
  return world.tasks.run({ node: source.node, type: "vzclone", id: vmid, user }, async (task) => {
    const made: string[] = [];
    try {
      task.log(`creating a clone of container ${vmid} with ID ${target}`);
      guest.config = {
        ...copied(call, config),
        ...copyVolumes(call, { config, target, isFull, log: task.log, made }),
      };
      guest.lock = undefined;
    } catch (thrown) {
      for (const volume of made) removeVolume(world, volume);
      world.guests.delete(target);
      throw new Error(`clone failed: ${(thrown as Error).message}`, { cause: thrown });
    } finally {
      source.lock = undefined;
    }
  });
}

function sourceConfiguration(call: Call, { config, snapshots }: Guest): Configuration {
  const name = textOf(call, "snapname");
  if (name === undefined) return config;
  return snapshots.get(name)?.config ?? fail(`snapshot '${name}' does not exist`);
}

/** What of the source can't be cloned so, or may not be by the asking user. */
function checkSource(
  call: Call,
  config: Configuration,
  { isFull, node, source }: { readonly isFull: boolean; readonly node: string; readonly source: Guest },
): void {
  const { world } = call;
  const isSnapshot = textOf(call, "snapname") !== undefined;
  for (const [slot, point] of mountPointsOf(config)) {
    const { volume } = point;
    if (kindOf(point) !== "volume") fail(`unable to clone mountpoint '${slot}' (type ${kindOf(point)})`);
    const storage = textOf(call, "storage") ?? split(volume).storage;
    requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
    if (!isFull && !volumeHas(world, "clone", { volume, isSnapshot }))
      fail(`Linked clone feature for '${volume}' is not available`);
    if (node !== source.node && !isShared(storageOf(world, storage)))
      fail(`can't clone CT to node '${node}' (CT uses local storage)`);
  }
}

/** Everything but the volumes; each interface gets an address of its own. */
function copied(call: Call, config: Configuration): Configuration {
  const kept = Object.entries(config).filter(([key]) => !unusedSlot.test(key) && !notCopied.has(key));
  const [hostname, description] = [textOf(call, "hostname"), textOf(call, "description")];
  const described = description === undefined ? undefined : storedText("description", description);
  return {
    ...Object.fromEntries(
      kept.map(([key, line]) => [key, netSlot.test(key) ? readdressed(call, key, line) : line]),
    ),
    ...(hostname === undefined ? {} : { hostname }),
    ...(described === undefined ? {} : { description: described }),
  };
}

/** Whoever clones a guest plugs it, too. */
function readdressed(call: Call, slot: string, line: string): string {
  checkBridgeAccess(call, {}, parseLine(slot, line));
  return newlyAddressed(call.world, slot, line);
}

interface Copying {
  readonly config: Configuration;
  readonly target: number;
  readonly isFull: boolean;
  readonly log: (line: string) => void;
  /** What was made so far. */
  readonly made: string[];
}

/** By the names of the slots, as texts: `mp0` before the root. */
function copyVolumes(call: Call, { config, target, isFull, log, made }: Copying): Configuration {
  const points = [...mountPointsOf(config)].sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(
    points.map(([slot, point]) => {
      const { volume, options } = point;
      log(`create ${isFull ? "full" : "linked"} clone of mountpoint ${slot} (${volume})`);
      const storage = textOf(call, "storage") ?? split(volume).storage;
      const copy = copyRoom(call.world, point, { storage, vmid: target, log });
      made.push(copy);
      const named = isFull ? copy : linkedTo(call.world, volume, copy);
      return [slot, mountPointText(slot, { volume: named, options })];
    }),
  );
}

/** Some storages name a linked clone together with what it is linked to. */
function linkedTo(world: World, base: string, copy: string): string {
  const { storage, name } = split(copy);
  const isNamed = ["zfspool", "rbd"].includes(storageOf(world, storage).type);
  return isNamed ? `${storage}:${volumeOf(world, base).name}/${name}` : copy;
}
