import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import {
  changeGuest,
  currentConfiguration,
  impersonal,
  makeGuest,
  measuringNode,
  pendingRows,
  startGuest,
  table,
} from "./tables.js";
import { unlike } from "./unlike.js";

/** What one change did to a guest that ran. */
interface Effect {
  readonly hotplug: string;
  readonly key: string;
  readonly about?: string;
  readonly change: "add" | "change" | "remove";
  readonly from: string | null;
  readonly to: string | null;
  readonly status?: number;
  readonly errors?: string | Readonly<Record<string, string>>;
  readonly applied?: true;
  readonly pending?: true;
  readonly value?: string | number;
  readonly delete?: 1;
  readonly alsoPending?: readonly string[];
  readonly also?: Readonly<Record<string, readonly [unknown, unknown]>>;
  readonly cloudInit?: Readonly<Record<string, unknown>>;
  readonly stored?: string | number | null;
}

const effects = table<Effect>("effects-qemu");
const named = ({ key, about = "", change, from, to }: Effect) =>
  `${key}/${about} ${change}: ${from} -> ${to}`;

/** What differs from the recording, and why that is right. */
const differences: readonly (readonly [which: (effect: Effect) => boolean, reason: string])[] = [
  [
    ({ key, hotplug, change }) => key === "cipassword" && hotplug === "0" && change === "change",
    "the recording looked at the asterisks that the API shows, which say nothing of a new password",
  ],
];

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

const settings = [...new Set(effects.map(({ hotplug }) => hotplug))];

describe.each(settings)("a running guest with hotplug=%s", (hotplug) => {
  const rows = effects.filter((effect) => effect.hotplug === hotplug);

  it(`takes each of ${rows.length} changes as measured`, { timeout: 60_000 }, async () => {
    const comparison = { named, expectation, observation, differences };
    expect(await unlike(rows, comparison)).toBe("");
  });
});

/** What the table says, put like what can be seen. */
function expectation(effect: Effect): object {
  const { status = 200, errors, applied = false, pending = false, value, cloudInit, key } = effect;
  const texts = typeof errors === "object" ? errors : {};
  return {
    status,
    errors: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, impersonal(text.trim())])),
    applied,
    pending,
    value: chance(effect, value),
    delete: effect.delete,
    stored: applied && !isHidden(effect) ? chance(effect, effect.stored) : undefined,
    also: (effect.alsoPending ?? []).filter((each) => !isLeftOver(effect, each)).sort(),
    unused: Object.keys(effect.also ?? {}).filter((each) => each.startsWith("unused")).length > 0,
    cloudInit: key === "name" ? undefined : cloudInit,
  };
}

async function observation(effect: Effect): Promise<object> {
  const { world } = simulation;
  const { key, to } = effect;
  const vmid = await guestFor(effect);
  const storedText = () => world.guests.get(vmid)?.config[key];
  const before = storedText();
  const unusedBefore = await unusedOf(vmid);
  const answer = await changeGuest(
    world,
    vmid,
    to === null ? { delete: key } : { [key]: await actual(vmid, effect) },
  );
  const rows = await pendingRows(world, vmid);
  const row = rows.find((each) => each.key === key);
  const isPending = row?.pending !== undefined || row?.delete !== undefined;
  const unusedAfter = await unusedOf(vmid);
  const told = await asked(world, { verb: "GET", path: `/nodes/pve1/qemu/${vmid}/cloudinit` });
  const { key: _key, ...cloudInit } = (told.data as readonly { readonly key: string }[]).find(
    (each) => each.key === key,
  ) ?? { key };
  return {
    status: answer.status,
    errors: Object.fromEntries(
      Object.entries(answer.errors ?? {}).map(([name, text]) => [name, impersonal(text.trim())]),
    ),
    applied: !isPending && storedText() !== before,
    pending: isPending,
    value: chance(effect, row?.pending),
    delete: row?.delete,
    stored:
      !isPending && storedText() !== before && !isHidden(effect) ? chance(effect, storedText()) : undefined,
    also: rows
      .filter((each) => each.key !== key && (each.pending !== undefined || each.delete !== undefined))
      .map((each) => each.key)
      .sort(),
    unused: unusedAfter !== unusedBefore,
    cloudInit:
      effect.about?.includes("with cloud-init drive") === true && Object.keys(cloudInit).length > 0
        ? cloudInit
        : undefined,
  };
}

async function unusedOf(vmid: number): Promise<string> {
  const config = await currentConfiguration(simulation.world, vmid);
  return Object.entries(config)
    .filter(([key]) => key.startsWith("unused"))
    .join();
}

/** Passwords are stored as hashes, each another one. */
const isHidden = ({ key }: Effect) => key === "cipassword";

/** A value without what is made by chance. */
function chance({ key, to }: Effect, value: unknown): string | undefined {
  const text = impersonal(value)?.trimEnd();
  if (key === "vmgenid" && to === "1") return text?.replace(/^[0-9a-f-]{36}$/, "made");
  return /^(?:virtio|e1000),/.test(to ?? "") ? text?.replace(/=[0-9A-F:]{17}/, "=made") : text;
}

/** What waited from an earlier experiment on the same guest says nothing of this change. */
function isLeftOver({ key, change }: Effect, other: string): boolean {
  const isMedium = /^(?:ide|sata|scsi)\d+$/.test(key) && change !== "change";
  return !(key === "cdrom" || (other === "boot" && isMedium) || (other === "machine" && key === "ostype"));
}

let next = 7000;

/** A running guest as it was before the change. */
async function guestFor(effect: Effect): Promise<number> {
  const { world } = simulation;
  const { hotplug, key, about = "" } = effect;
  const vmid = next++;
  const isMemory = hotplug.includes("memory");
  const needed = effect.errors !== undefined && about === "cloudinit" ? "local:1,format=qcow2" : null;
  const from = effect.from ?? needed;
  const disk = from === null ? null : /^(\w+):\d+\/vm-\d+-disk-\d+\.(\w+),(.*)$/.exec(from);
  const isLive = about.includes("with cloud-init drive");
  const own =
    from === null || isLive ? {} : { [key]: disk === null ? from : `${disk[1]}:1,format=${disk[2]}` };
  const isMedium = about.startsWith("cdrom") && from !== null;
  const made = await makeGuest(world, vmid, {
    name: "effx",
    memory: isMemory ? 1024 : 512,
    ...(isMemory ? { numa: 1, cores: 2 } : {}),
    scsihw: "virtio-scsi-single",
    scsi0: "local:1",
    net0: "virtio=BC:24:11:EF:01:00,bridge=vmbr0",
    smbios1: "uuid=11111111-2222-4333-8444-555555555555",
    boot: `order=scsi0;net0${isMedium ? `;${key}` : ""}`,
    ...(key === "hotplug" ? {} : { hotplug }),
    ...(isLive ? { ide0: "local:cloudinit" } : {}),
    ...own,
  });
  expect(made.data, `${key} ${from}: ${JSON.stringify(made)}`).toBe("OK");
  const options = (disk?.[3] ?? "").split(",").filter((each) => each !== "" && !each.startsWith("size="));
  if (about === "swap volume" && effect.change === "remove")
    await changeGuest(world, vmid, { [key]: "local:1" });
  if (options.length > 0)
    await changeGuest(world, vmid, {
      [key]: [(world.guests.get(vmid)?.config[key] as string).split(",")[0], ...options].join(","),
    });
  expect((await startGuest(world, vmid)).data).toBe("OK");
  if (isLive && from !== null) await changeGuest(world, vmid, { [key]: from });
  return vmid;
}

/** The volume that the table names is here the one that the guest has, or the one that it had. */
async function actual(vmid: number, { key, about, to }: Effect): Promise<string> {
  const config = await currentConfiguration(simulation.world, vmid);
  const file = about === "swap volume" ? config["unused0"] : config[key];
  return (to as string).replace(/^\w+:\d+\/vm-\d+-disk-\d+\.\w+/, String(file).split(",")[0] as string);
}
