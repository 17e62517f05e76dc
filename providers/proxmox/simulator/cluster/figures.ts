import type { World } from "../world.js";

/** How busy a node is: always a little. */
export function nodeFigures(world: World) {
  return {
    cpu: 0.01,
    maxcpu: 8,
    mem: 2 * 2 ** 30,
    maxmem: 32 * 2 ** 30,
    disk: 8 * 2 ** 30,
    maxdisk: 256 * 2 ** 30,
    uptime: Math.floor(world.clock.now() / 1000) % 86400,
  };
}
