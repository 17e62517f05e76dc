import { basename } from "node:path";

import { fail } from "../failure.js";
import { netSlot, unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { newDisk } from "../guests/new-disk.js";
import { sizeBytes } from "../guests/size.js";
import { declaredPath } from "../storages/declared-path.js";
import { makeBase } from "../storages/make-base.js";
import { removeVolume } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import type { World } from "../world.js";
import { openArchive } from "./archive.js";
import { newlyAddressed } from "./interface.js";
import { mountNew } from "./mount-new.js";
import { kindOf, mountPointsOf, mountPointText, mountSlot, parseMountPoint } from "./mount-point.js";
import { openTemplate } from "./os-template.js";
import { ownVolumes } from "./own-volumes.js";
import { unpack } from "./system.js";
import type { Wish } from "./wish.js";

export interface Making {
  readonly world: World;
  readonly guest: Guest;
  /** What stands in its place until it is made. */
  readonly replaced: Guest | undefined;
  readonly wish: Wish;
  /** The keys that were sent, as they are stored. */
  readonly config: Configuration;
}

const defaults = (vmid: number) => ({ hostname: `CT${vmid}`, memory: "512", swap: "512" });
/** How large a root is of which nothing is said, in GiB. */
const usualSize = 4;

/** Makes the volumes and unpacks the template; if that fails, nothing is left. */
export function makeContainer(making: Making, { log }: TaskHandle): Promise<void> {
  const { world, guest, wish, config } = making;
  return attempting(making, "create", async (made) => {
    const lines = makeVolumes(
      making,
      { rootfs: `${wish.storage}:${usualSize}`, ...wish.mountPoints },
      { log, made },
    );
    const template = openTemplate({ world, local: guest.node }, wish.archive, config);
    log(`extracting archive '${declaredPath(world, wish.archive)}'`);
    unpack(world, parseMountPoint("rootfs", lines["rootfs"]).volume, basename(template.path));
    guest.config = {
      ...defaults(wish.vmid),
      ...(wish.isUnprivileged === true ? { unprivileged: "1" } : {}),
      ...config,
      ...template.config,
      ...lines,
    };
  });
}

/** Makes the container that a backup has, with what the request says otherwise. */
export function restoreContainer(making: Making, { log }: TaskHandle): Promise<void> {
  const { world, guest, replaced, wish, config } = making;
  return attempting(making, "restore", async (made) => {
    log(`recovering backed-up configuration from '${wish.archive}'`);
    const backup = await openArchive({ world, volume: wish.archive, node: guest.node, log });
    const isTold = wish.mountPoints["rootfs"] !== undefined;
    const lines = makeVolumes(making, isTold ? wish.mountPoints : recovered(backup.config, wish), {
      log,
      made,
    });
    if (replaced !== undefined)
      for (const volume of ownVolumes(world, wish.vmid, replaced)) removeVolume(world, volume);
    log(`restoring '${wish.archive}' now..`);
    log(`extracting archive '${declaredPath(world, wish.archive)}'`);
    unpack(world, parseMountPoint("rootfs", lines["rootfs"]).volume, backup.template);
    log("merging backed-up and given configuration..");
    const isUnprivileged = wish.isUnprivileged ?? backup.config["unprivileged"] === "1";
    guest.config = {
      ...defaults(wish.vmid),
      ...kept(making, backup.config, isUnprivileged),
      ...(isUnprivileged ? { unprivileged: "1" } : {}),
      ...config,
      ...(backup.config["template"] === "1" ? asTemplate(world, lines) : lines),
    };
    world.guests.set(wish.vmid, guest);
  });
}

/** What was made so far goes again if the rest can't be made. */
async function attempting(
  { world, guest, replaced, wish }: Making,
  verb: string,
  work: (made: string[]) => Promise<void>,
): Promise<void> {
  const made: string[] = [];
  try {
    await work(made);
    guest.lock = undefined;
  } catch (thrown) {
    for (const volume of made) removeVolume(world, volume);
    if (replaced === undefined) world.guests.delete(wish.vmid);
    else replaced.lock = undefined;
    throw new Error(`unable to ${verb} CT ${wish.vmid} - ${(thrown as Error).message}`, { cause: thrown });
  }
}

function makeVolumes(
  { world, wish: { vmid } }: Making,
  wanted: Configuration,
  { log, made }: { readonly log: (line: string) => void; readonly made: string[] },
): Configuration {
  const lines: Record<string, string> = {};
  for (const [slot] of mountPointsOf(wanted)) {
    const text = wanted[slot] as string;
    lines[slot] = mountNew({ world, vmid, log }, slot, text);
    if (newDisk.test(parseMountPoint(slot, text).volume))
      made.push(parseMountPoint(slot, lines[slot]).volume);
  }
  return lines;
}

/** The mount points of a backup as wishes for new volumes of the same size; directories and devices stay what they are. */
function recovered(config: Configuration, { storage, isRoot }: Wish): Configuration {
  if (config["rootfs"] === undefined)
    fail("rootfs configuration could not be recovered, please check and specify manually!");
  return Object.fromEntries(
    mountPointsOf(config).map(([slot, point]) => {
      const kind = kindOf(point);
      if (kind !== "volume") {
        if (slot === "rootfs")
          fail(`restoring rootfs to ${kind} mount is only possible by specifying -rootfs manually!`);
        if (!isRoot) fail(`restoring '${slot}' to ${kind} mount is only possible for root`);
        return [slot, config[slot] as string];
      }
      const { size, ...options } = point.options;
      if (size === undefined) fail(`unable to detect disk size - please specify ${slot} (size)`);
      return [slot, mountPointText(slot, { volume: `${storage}:${sizeBytes(size) / 2 ** 30}`, options })];
    }),
  );
}

/** What a restored container takes of its configuration; where it shall be another one, with addresses of its own. */
function kept({ world, wish }: Making, config: Configuration, isUnprivileged: boolean): Configuration {
  const isLeft = (key: string) =>
    /^(?:parent|unprivileged|template|snaptime)$/.test(key) ||
    mountSlot.test(key) ||
    unusedSlot.test(key) ||
    (!wish.isRoot && (key === "lxc" || (key === "features" && !isUnprivileged)));
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => !isLeft(key))
      .map(([key, text]) => [
        key,
        wish.isUnique && netSlot.test(key) ? newlyAddressed(world, key, text) : text,
      ]),
  );
}

function asTemplate(world: World, lines: Configuration): Configuration {
  const bases = mountPointsOf(lines).map(([slot, point]) => {
    const volume = kindOf(point) === "volume" ? makeBase(world, point.volume) : point.volume;
    return [slot, mountPointText(slot, { ...point, volume })];
  });
  return { ...(Object.fromEntries(bases) as Configuration), template: "1" };
}
