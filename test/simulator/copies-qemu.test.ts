import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

import type { Guest } from "../../providers/proxmox/simulator/guests/guest.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { sizeBytes } from "../../providers/proxmox/simulator/guests/size.js";
import { writeDisk } from "../../providers/proxmox/simulator/storages/disk.js";
import { volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import { asked } from "./asked.js";
import { currentConfiguration, ended, makeGuest, measuringNode, table, type Values } from "./tables.js";

/** A machine, what is done with it, and what is then another one: in it, or between it and its clone. */
interface Copy {
  readonly what: string;
  readonly verb: string;
  readonly path: string;
  readonly parameters: Values;
  readonly status?: number;
  readonly message?: string;
  /** How its task ended, where that failed. */
  readonly exit?: string;
  readonly before: Values;
  /** What its last snapshot holds; the machine as it is if not said. */
  readonly snapshot?: Values;
  readonly after: Values;
}

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

let next = 7000;

it.each(table<Copy>("copies-qemu"))("$what changes what was measured", async (copy) => {
  const { verb, path, parameters, status = 200, message, exit = "OK", after } = copy;
  const { world } = simulation;
  const [vmid, newid] = [next++, next++];
  await standIn(vmid, copy);
  const isClone = path === "clone";
  const source = await currentConfiguration(world, vmid);
  const answer = await asked(world, {
    verb,
    path: `/nodes/pve1/qemu/${vmid}/${path}`,
    parameters: isClone ? { newid, ...parameters } : parameters,
  });
  expect(answer.status).toBe(status);
  if (message !== undefined) expect(answer.message).toBe(message);
  if (String(answer.data).startsWith("UPID")) expect((await ended(world, answer)).data).toBe(exit);
  const result = await currentConfiguration(world, isClone && status === 200 ? newid : vmid);
  const keys = [...new Set([...Object.keys(source), ...Object.keys(result)])].sort();
  const changed = keys.filter((key) => key !== "digest" && String(source[key]) !== String(result[key]));
  expect(shown(changed.map((key) => [key, result[key]]))).toEqual(
    shown(Object.entries(after).sort(([one], [other]) => (one < other ? -1 : 1))),
  );
});

/** A machine with the measured configuration, and files for the volumes that this names. */
async function standIn(vmid: number, { before, snapshot = before }: Copy): Promise<void> {
  const { world } = simulation;
  await makeGuest(world, vmid, {});
  const guest = world.guests.get(vmid) as Guest;
  const own = (config: Values) =>
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key,
        String(value).replace(/\d+\/(vm|base)-\d+/g, `${vmid}/$1-${vmid}`),
      ]),
    );
  guest.config = own(before);
  for (const line of Object.values(guest.config)) {
    const [, volume, size] = /^((?:local|other):\d+\/[^,]+)(?:.*size=(\w+))?/.exec(line) ?? [];
    if (volume === undefined) continue;
    const file = volumePath(world, volume);
    mkdirSync(dirname(file), { recursive: true });
    writeDisk(file, file.endsWith("qcow2") ? "qcow2" : "raw", sizeBytes(size ?? "4M"));
  }
  if (guest.config["parent"] !== undefined)
    guest.snapshots.set(guest.config["parent"], { config: own(snapshot), time: 0, description: "" });
}

/** Values without what is made by chance. */
function shown(pairs: readonly (readonly [string, unknown])[]): unknown {
  return pairs.map(([key, value]) => {
    if (value === null || value === undefined) return [key, null];
    const text = JSON.stringify(value)
      .replaceAll('"', "")
      .replace(/\d+\/(vm|base)-\d+/g, "VMID/$1-VMID")
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, "made")
      .replace(/BC:24:11:[0-9A-F:]{8}/, "made");
    return [key, text];
  });
}
