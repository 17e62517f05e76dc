import { nodeFigures } from "../cluster/figures.js";
import type { Guest } from "../guests/guest.js";
import { sizeBytes } from "../guests/size.js";
import type { World } from "../world.js";
import { parseMountPoint } from "./mount-point.js";

const mebibyte = 2 ** 20;
/** What a root without a size counts as. */
const unsized = 4 * 2 ** 30;

/** How much a container may use, and how little it does. */
export function containerFigures(world: World, { config, running }: Guest) {
  const root = config["rootfs"] === undefined ? undefined : parseMountPoint("rootfs", config["rootfs"]);
  const room = sizeBytes(root?.options["size"] ?? "0") || unsized;
  const memory = Number(config["memory"] ?? 512) * mebibyte;
  const isRunning = running !== undefined;
  return {
    cpus: cpusOf(world, config),
    maxmem: memory,
    maxswap: Number(config["swap"] ?? 0) * mebibyte,
    // A running container is asked for its file system, which has less room than its volume.
    maxdisk: isRunning ? Math.floor(room * 0.95) : room,
    cpu: 0,
    mem: isRunning ? Math.floor(memory / 8) : 0,
    swap: 0,
    disk: isRunning ? Math.floor(room / 64) : 0,
    diskread: 0,
    diskwrite: 0,
    netin: 0,
    netout: 0,
    uptime: isRunning ? Math.max(1, Math.floor((world.clock.now() - running.since) / 1000)) : 0,
  };
}

/** Its cores, or how many it may use of them at most, or all that the node has; a limit is told as text. */
function cpusOf(world: World, { cores, cpulimit }: Guest["config"]): number | string {
  if (cores !== undefined) return Number(cores);
  return Number(cpulimit ?? 0) === 0 ? nodeFigures(world).maxcpu : (cpulimit as string);
}
