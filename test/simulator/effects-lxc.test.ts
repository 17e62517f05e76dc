import { afterAll, beforeAll, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import {
  changeGuest,
  impersonal,
  makeContainer,
  measuringNode,
  pendingRows,
  startGuest,
  stopGuest,
  table,
  trimmedErrors,
} from "./tables.js";
import { unlike } from "./unlike.js";

/** What one change did to a container that ran. */
interface Effect {
  readonly key: string;
  readonly about?: string;
  readonly change: "add" | "change" | "remove";
  readonly from: string | null;
  readonly to: string | null;
  readonly status?: number;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly applied?: true;
  readonly pending?: true;
  readonly value?: string | number;
  readonly delete?: 1;
  /** What the configuration of now says afterwards. */
  readonly stored?: string | number;
  /** The container did not run after all. */
  readonly isStopped?: true;
  /** A stop and a start were tried, and took what waited. */
  readonly restarted?: true;
  readonly restartedStored?: string | number;
}

const effects = table<Effect>("effects-lxc");
const named = ({ key, about = "", change, from, to }: Effect) =>
  `${key}/${about} ${change}: ${from} -> ${to}`;

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

it(`takes each of ${effects.length} changes of a container as measured`, { timeout: 60_000 }, async () => {
  const comparison = { named, expectation, observation };
  expect(await unlike(effects, comparison)).toBe("");
});

/** What the table says, put like what can be seen. */
function expectation(effect: Effect): object {
  const { status = 200, message, errors, applied = false, pending = false, value, stored } = effect;
  return {
    status,
    message,
    errors: trimmedErrors(errors),
    applied,
    pending,
    value: impersonal(value),
    delete: effect.delete,
    stored: impersonal(stored),
    restarted: effect.restarted,
    restartedStored: impersonal(effect.restartedStored),
  };
}

async function observation(effect: Effect): Promise<object> {
  const { world } = simulation;
  const { key, to } = effect;
  const vmid = await containerFor(effect);
  const answer = await changeGuest(
    world,
    vmid,
    to === null ? { delete: key } : { [key]: actual(vmid, key, to) },
  );
  const row = (await pendingRows(world, vmid)).find((each) => each.key === key);
  const isPending = row?.pending !== undefined || row?.delete !== undefined;
  const stored = impersonal(row?.value)?.replace(/^(0)$/, effect.stored === undefined ? "" : "$1");
  return {
    status: answer.status,
    message: answer.errors === undefined ? answer.message : undefined,
    errors: trimmedErrors(answer.errors),
    applied: answer.status === 200 && !isPending,
    pending: isPending,
    value: impersonal(row?.pending),
    delete: row?.delete,
    stored: stored === "" ? undefined : stored,
    ...(effect.restarted === undefined ? {} : await afterRestart(vmid, effect)),
  };
}

/** Whether what waited is taken by a start, and what is stored then. */
async function afterRestart(vmid: number, { key, restartedStored }: Effect): Promise<object> {
  const { world } = simulation;
  expect((await stopGuest(world, vmid)).data).toBe("OK");
  expect((await startGuest(world, vmid)).data).toBe("OK");
  const row = (await pendingRows(world, vmid)).find((each) => each.key === key);
  return {
    restarted: row?.pending === undefined && row?.delete === undefined ? true : undefined,
    restartedStored: restartedStored === undefined ? undefined : impersonal(row?.value),
  };
}

let next = 7000;

/** A container as it was before the change. */
async function containerFor({ key, about, from, isStopped }: Effect): Promise<number> {
  const { world } = simulation;
  const vmid = next++;
  const made = await makeContainer(world, vmid, {
    hostname: "eff7050",
    memory: 256,
    swap: 128,
    cores: 1,
    rootfs: `${storageIn(from)}:1`,
    net0: "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:EF:32:00,ip=10.77.0.2/24",
  });
  expect(made.data).toBe("OK");
  if (about === "unset" && key !== "memory") await changeGuest(world, vmid, { delete: key });
  const before = from === null ? undefined : actual(vmid, key, from);
  const isLater = key === "lock";
  if (before !== undefined && !isLater && key !== "unprivileged") {
    const answer = await changeGuest(world, vmid, { [key]: before });
    expect(answer.status, `${key}=${before}: ${JSON.stringify(answer)}`).toBe(200);
  }
  if (isStopped !== true) expect((await startGuest(world, vmid)).data).toBe("OK");
  if (isLater && before !== undefined) await changeGuest(world, vmid, { [key]: before });
  return vmid;
}

/** The volume that the table names is here the one that the container has, or a new one. */
function actual(vmid: number, key: string, text: string): string {
  const has = simulation.world.guests.get(vmid)?.config[key];
  const volume = has === undefined ? `${storageIn(text)}:1` : has.split(",")[0];
  return text.replace(/^\w+:\d+\/vm-\d+-disk-\d+\.\w+/, volume as string);
}

/** The storage of the volume that a line names. */
function storageIn(line: string | null): string {
  return /^(\w+):\d/.exec(line ?? "")?.[1] ?? "local";
}
