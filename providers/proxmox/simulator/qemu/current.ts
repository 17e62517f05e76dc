import type { Call } from "../call.js";
import { haStatusOf } from "../cluster/ha/state.js";
import { diskSlot, netSlot, type Guest } from "../guests/guest.js";
import { figures } from "../guests/row.js";
import type { World } from "../world.js";
import { listRow } from "./list-row.js";
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
  const memory = figures(world, guest).maxmem;
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
        { ...quietDrive, ...(wasRead(guest, drive) ? { idle_time_ns: 1_000_000_000 } : {}) },
      ]),
    ),
    ...(config["balloon"] === "0"
      ? {}
      : { balloon: memory, ballooninfo: { actual: memory, max_mem: memory } }),
    ...(nics.length === 0
      ? {}
      : {
          nics: Object.fromEntries(
            nics.map((nic) => [`tap${vmid}i${nic.slice(3)}`, { netin: 0, netout: 0 }]),
          ),
        }),
  };
}

/** The firmware reads the devices of the boot order that have something in them. */
function wasRead({ config }: Guest, drive: string): boolean {
  const order = (config["boot"] ?? "").replace(/^order=/, "").split(";");
  return order.includes(drive) && !/^none\b/.test(config[drive] ?? "");
}
