import { afterEach, beforeEach, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import {
  ended,
  trimmedErrors,
  makeAdministrator,
  impersonal,
  makeContainer,
  makeGuest,
  measuringNode,
  table,
  type Values,
} from "./tables.js";
import { unlike } from "./unlike.js";

/** A request that one would expect to be refused. */
interface Request {
  readonly about: string;
  readonly verb: string;
  readonly path: string;
  readonly parameters: Values;
  readonly status?: number;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  /** How the task ended that the request started. */
  readonly exit?: string;
}

const requests = table<Request>("errors-lxc");
const named = ({ about, parameters }: Request) => `${about} ${JSON.stringify(parameters)}`;

/** What differs from the recording, and why that is right. */
const differences: readonly (readonly [which: (request: Request) => boolean, reason: string])[] = [
  [
    ({ about }) => about === "create: ostype mismatch",
    "the directory of the storage was missing on that machine just then",
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
    message: impersonal(message.trim()),
    errors: trimmedErrors(errors),
    exit: impersonal(exit),
  };
}

async function observation({ about, verb, path, parameters, exit }: Request): Promise<object> {
  const { world } = simulation;
  await makeSure(about);
  const isCreation = path.endsWith("/lxc") && !about.includes("taken");
  const user = about.includes("token") ? administrator : "root@pam";
  const values = Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [key, long(String(value))]),
  );
  const answer = await asked(world, { verb, path, parameters: values, user });
  const end = exit === undefined ? undefined : (await ended(world, answer)).data;
  if (isCreation) world.guests.delete(7292);
  return {
    status: answer.status,
    message: answer.status === 200 ? "" : impersonal((answer.message ?? "").trim()),
    errors: trimmedErrors(answer.errors),
    exit: impersonal(end),
  };
}

/** The table shortens what is long: `xxx...(8193 characters)`. */
function long(text: string): string {
  const match = /^(.).*\.\.\.\((\d+) characters\)$/s.exec(text);
  return match === null ? text : (match[1] as string).repeat(Number(match[2]));
}

/** The containers that the requests speak of, each anew. */
async function makeSure(about: string): Promise<void> {
  const { world } = simulation;
  for (const vmid of [7150, 7250]) {
    world.guests.delete(vmid);
    await makeContainer(world, vmid, { hostname: `eff${vmid}`, memory: 256, rootfs: "local:1" });
  }
  const ask = async (verb: string, path: string, parameters = {}) =>
    ended(world, await asked(world, { verb, path: `/nodes/pve1/lxc/7250${path}`, parameters }));
  if (about.startsWith("running")) await ask("POST", "/status/start");
  if (about.startsWith("protection")) await ask("PUT", "/config", { protection: 1 });
  if (about.startsWith("template")) {
    await ask("POST", "/template");
    await Promise.all(world.tasks.list().map(({ upid }) => world.tasks.ended(upid)));
  }
}

async function prepare(): Promise<void> {
  const { world } = simulation;
  administrator = await makeAdministrator(world);
  await makeGuest(world, 7200, { name: "eff7200" });
}
