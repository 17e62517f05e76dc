import type { Call } from "../call.js";
import { haStatusOf } from "../cluster/ha/state.js";
import { diskSlot, netSlot, type Guest } from "../guests/guest.js";
import { figures } from "../guests/row.js";
import type { World } from "../world.js";
import { listRow } from "./list-row.js";
import { hasSystem } from "./system.js";
import { runningMachine } from "./machine.js";

const pressures = ["cpu", "io", "memory"].flatMap((what) => [`pressure${what}some`, `pressure${what}full`]);
const support = {
  "backup-access-api": true,
  "backup-fleecing": true,
  "backup-max-workers": true,
  "pbs-dirty-bitmap": true,
  "pbs-dirty-bitmap-migration": true,
  "pbs-dirty-bitmap-savevm": true,
  "pbs-library-version": "1.5.1",
  "pbs-masterkey": true,
  "query-bitmap-info": true,
};
const counted = ["flush", "rd", "unmap", "wr", "zone_append"];
const quietDrive = {
  account_failed: true,
  account_invalid: true,
  timed_stats: [],
  wr_highest_offset: 0,
  ...Object.fromEntries(
    counted.flatMap((what): readonly (readonly [string, number])[] => [
      [`${what}_operations`, 0],
      [`${what}_total_time_ns`, 0],
      [`failed_${what}_operations`, 0],
      [`invalid_${what}_operations`, 0],
      ...["bytes", "merged"]
        .filter(() => what !== "flush")
        .map((figure) => [`${what}_${figure}`, 0] as const),
    ]),
  ),
};

/** All that a guest's page shows. */
export function currentStatus(call: Call, vmid: number, guest: Guest) {
  const { world, parameters } = call;
  const { config } = guest;
  return {
    ...listRow({ ...call, parameters: { ...parameters, full: 1 } }, vmid, guest),
    ...(guest.running === undefined ? {} : said(world, vmid, guest)),
    ha: haStatusOf(world, vmid),
    ...(/(?:^|,)(?:enabled=)?1/.test(config["agent"] ?? "") ? { agent: 1 } : {}),
    ...(/qxl/.test(config["vga"] ?? "") ? { spice: 1 } : {}),
    ...(/clipboard=vnc/.test(config["vga"] ?? "") ? { clipboard: "vnc" } : {}),
  };
}

function said(world: World, vmid: number, guest: Guest) {
  const { config } = guest;
  const nics = Object.keys(config).filter((key) => netSlot.test(key));
  const drives = Object.keys(config).filter((key) => diskSlot.test(key) && key !== "tpmstate0");
  return {
    ...Object.fromEntries(pressures.map((name) => [name, 0])),
    "running-machine": runningMachine(config["machine"]),
    "running-qemu": "10.2.2",
    "proxmox-support": support,
    blockstat: Object.fromEntries(
      drives.map((drive) => [
        drive,
        { ...quietDrive, ...(wasRead(world, guest, drive) ? { idle_time_ns: 1_000_000_000 } : {}) },
      ]),
    ),
    ...(config["balloon"] === "0" ? {} : memoryTold(world, guest)),
    ...(nics.length === 0
      ? {}
      : {
          nics: Object.fromEntries(
            nics.map((nic) => [`tap${vmid}i${nic.slice(3)}`, { netin: 0, netout: 0 }]),
          ),
        }),
  };
}

/** What the balloon tells, and from within the guest its system's driver. */
function memoryTold(world: World, guest: Guest) {
  const memory = figures(world, guest).maxmem;
  const info = { actual: memory, max_mem: memory };
  if (!isUp(world, guest)) return { balloon: memory, ballooninfo: info };
  const free = Math.floor(memory / 2);
  return {
    balloon: memory,
    freemem: free,
    ballooninfo: {
      ...info,
      free_mem: free,
      total_mem: Math.floor(memory * 0.75),
      last_update: Math.floor(world.clock.now() / 1000),
      major_page_faults: 0,
      minor_page_faults: 4595,
      mem_swapped_in: 0,
      mem_swapped_out: 0,
    },
  };
}

const bootMilliseconds = 20_000;

/** Whether the guest's system has had the time to load its drivers. */
function isUp(world: World, guest: Guest): boolean {
  const since = guest.running?.since ?? Infinity;
  return hasSystem(world, guest) && world.clock.now() - since >= bootMilliseconds;
}

/** The firmware reads the devices of the boot order that have something in them, the system all; who is restored did so before. */
function wasRead(world: World, guest: Guest, drive: string): boolean {
  const { config, running } = guest;
  if (running?.isRestored === true || /^none\b/.test(config[drive] ?? "")) return false;
  const order = (config["boot"] ?? "").replace(/^order=/, "").split(";");
  return order.includes(drive) || isUp(world, guest);
}
