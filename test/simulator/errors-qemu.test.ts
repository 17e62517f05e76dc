import { afterEach, beforeEach, expect, it } from "vitest";

import type { Configuration, Guest } from "../../providers/proxmox/simulator/guests/guest.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import {
  ended,
  trimmedErrors,
  makeAdministrator,
  impersonal,
  makeGuest,
  measuringNode,
  startGuest,
  table,
  type Values,
} from "./tables.js";
import { unlike } from "./unlike.js";

/** A request that one would expect to be refused. */
interface Request {
  readonly about: string;
  readonly given?: Given;
  readonly verb: string;
  readonly path: string;
  readonly parameters: Values;
  readonly status?: number;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  /** How the task ended that the request started. */
  readonly exit?: string;
}

/** What is otherwise with the guest than the others find it. */
interface Given {
  readonly config?: Configuration;
  readonly lock?: null;
  readonly power?: "running" | "paused" | "stopped";
}

const requests = table<Request>("errors-qemu");
const named = ({ about, parameters }: Request) => `${about} ${JSON.stringify(parameters)}`;

/** What differs from the recording, and why that is right. */
const differences: readonly (readonly [which: (request: Request) => boolean, reason: string])[] = [
  [
    ({ about }) => about.startsWith("stopped config scsihw=lsi"),
    "the guest ran, with a change of its controller that waited; the tenth line of devices is not simulated",
  ],
  [
    ({ about }) => about.startsWith("unknown node read"),
    "the resolver of the node measured answered that there is no such name; most recordings have one that answers nothing",
  ],
];

let simulation: Simulation;
let administrator: string;
beforeEach(async () => {
  simulation = await measuringNode();
});
afterEach(() => simulation.close());

it(`answers each of ${requests.length} doubtful requests as measured`, { timeout: 60_000 }, async () => {
  await prepare();
  const comparison = { named, expectation, observation, differences };
  expect(await unlike(requests, comparison)).toBe("");
});

function expectation({ status = 200, message = "", errors, exit }: Request): object {
  return {
    status,
    message: errors === undefined ? impersonal(message.trim()) : "",
    errors: trimmedErrors(errors),
    exit,
  };
}

async function observation({ about, given, verb, path, parameters, exit }: Request): Promise<object> {
  const { world } = simulation;
  const vmid = Number(/\/qemu\/(\d+)/.exec(path)?.[1] ?? parameters["vmid"]);
  const before = world.guests.get(vmid);
  const leadBack = before === undefined || given === undefined ? undefined : bring(before, given);
  const user = /\(to|token a/.test(about) ? administrator : "root@pam";
  const answer = await asked(world, { verb, path, parameters, user });
  const end = exit === undefined ? undefined : (await ended(world, answer)).data;
  leadBack?.();
  if (before === undefined) world.guests.delete(vmid);
  const isRefused = answer.status !== 200;
  return {
    status: answer.status,
    message: isRefused && answer.errors === undefined ? impersonal((answer.message ?? "").trim()) : "",
    errors: trimmedErrors(answer.errors),
    exit: end,
  };
}

/** Brings a guest to where a request finds it, and answers how it is led back. */
function bring(guest: Guest, { config, lock, power }: Given): () => void {
  const { config: before, lock: lockBefore, running } = guest;
  guest.config = { ...before, ...config };
  if (lock === null) guest.lock = undefined;
  if (power !== undefined)
    guest.running = power === "stopped" ? undefined : { since: 0, isPaused: power === "paused" };
  return () => Object.assign(guest, { config: before, lock: lockBefore, running });
}

/** The guests that the requests speak of. */
async function prepare(): Promise<void> {
  const { world } = simulation;
  administrator = await makeAdministrator(world);
  const disk = "other:1,format=qcow2";
  await makeGuest(world, 7100, { name: "eff7100", scsi0: "local:1" });
  await makeGuest(world, 7200, { scsi0: disk, name: "eff7200", memory: 512 });
  await makeGuest(world, 7201, { scsi0: disk });
  await makeGuest(world, 7202, { scsi0: "local:1,format=qcow2" });
  await makeGuest(world, 7203, { scsi0: disk });
  await makeGuest(world, 7206, { scsi0: disk, scsihw: "virtio-scsi-single" });
  await makeGuest(world, 7207, { scsi0: disk });
  await startGuest(world, 7202);
  for (const [path, parameters] of [
    ["7200/snapshot", { snapname: "effs1" }],
    ["7201/template", {}],
  ] as const)
    await ended(world, await asked(world, { verb: "POST", path: `/nodes/pve1/qemu/${path}`, parameters }));
  await makeGuest(world, 7050, {});
  world.guests.set(7050, { ...(world.guests.get(7050) as never as object), kind: "lxc" } as never);
  const [locked, guarded] = [world.guests.get(7203), world.guests.get(7202)];
  if (locked !== undefined) locked.lock = "backup";
  if (guarded !== undefined) guarded.config = { ...guarded.config, protection: "1" };
}
