import type { World } from "../world.js";
import { diskSlot, type Guest } from "./guest.js";
import { isCdrom, parseDrive } from "../qemu/drive.js";
import { sizeBytes } from "./size.js";
import { containerFigures } from "../lxc/figures.js";

/** A guest as `cluster/resources` shows it. */
export function guestRow(world: World, vmid: number, guest: Guest) {
  const { kind, config, node, pool, running, lock } = guest;
  return {
    id: `${kind}/${vmid}`,
    type: kind,
    vmid,
    node,
    name: nameOf(vmid, guest),
    status: running === undefined ? "stopped" : "running",
    template: Number(config["template"] ?? 0),
    ...(kind === "qemu" ? figures(world, guest) : containerRow(world, guest)),
    ...(pool === undefined ? {} : { pool }),
    ...(config["tags"] === undefined ? {} : { tags: config["tags"] }),
    ...(lock === undefined ? {} : { lock }),
  };
}

function nameOf(vmid: number, { kind, config }: Guest): string {
  return kind === "qemu" ? (config["name"] ?? `VM ${vmid}`) : (config["hostname"] ?? `CT${vmid}`);
}

/** Swap is told by a container's own page only. */
function containerRow(world: World, guest: Guest) {
  const { cpus, swap: _swap, maxswap: _maxswap, ...rest } = containerFigures(world, guest);
  return { maxcpu: Number(cpus), ...rest };
}

/** How much a virtual machine may use, and how little it does. */
export function figures(world: World, { config, running }: Guest) {
  const memory = Number(/\d+/.exec(config["memory"] ?? "512")?.[0] ?? 512) * 2 ** 20;
  return {
    maxcpu: Number(config["cores"] ?? 1) * Number(config["sockets"] ?? 1),
    maxmem: memory,
    maxdisk: bootDiskBytes(config),
    cpu: 0,
    disk: 0,
    netin: 0,
    netout: 0,
    mem: running === undefined ? 0 : Math.floor(memory / 4),
    diskread: 0,
    diskwrite: 0,
    memhost: 0,
    uptime: running === undefined ? 0 : Math.max(1, Math.floor((world.clock.now() - running.since) / 1000)),
  };
}

function bootDiskBytes(config: Guest["config"]): number {
  const order = (config["boot"] ?? "").replace(/^order=/, "").split(";");
  const slot = order.find(
    (device) =>
      diskSlot.test(device) && config[device] !== undefined && !isCdrom(parseDrive(device, config[device])),
  );
  return slot === undefined ? 0 : sizeBytes(parseDrive(slot, config[slot] as string).options["size"] ?? "0");
}
