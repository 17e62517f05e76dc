import { afterEach, beforeEach, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "./asked.js";
import { ended, impersonal, makeContainer, makeGuest, measuringNode, table, type Values } from "./tables.js";

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
const administrator = "admin@pve!measuring";

/** What differs from the recording, and why that is right. */
const differences: readonly (readonly [which: (request: Request) => boolean, reason: string])[] = [
  [
    ({ about }) => about === "create: ostype mismatch",
    "the directory of the storage was missing on that machine just then",
  ],
];

let simulation: Simulation;
beforeEach(async () => {
  simulation = await measuringNode();
});
afterEach(() => simulation.close());

it(`answers each of ${requests.length} doubtful requests as measured`, { timeout: 60_000 }, async () => {
  const misses: string[] = [];
  await prepare();
  for (const request of requests) {
    const expected = JSON.stringify(expectation(request));
    const seen = JSON.stringify(await observation(request));
    if (seen !== expected && !differences.some(([which]) => which(request)))
      misses.push(`${request.about} ${JSON.stringify(request.parameters)}\n   is ${seen}\n  was ${expected}`);
  }
  expect(misses.join("\n")).toBe("");
});

const trimmed = (errors: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries(errors)
      .map(([key, text]) => [key, text.trim()] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );

function expectation({ status = 200, message = "", errors, exit }: Request): object {
  return { status, message: impersonal(message.trim()), errors: trimmed(errors), exit: impersonal(exit) };
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
    errors: trimmed(answer.errors),
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
  const questions: readonly Question[] = [
    { verb: "POST", path: "/access/users", parameters: { userid: "admin@pve" } },
    {
      verb: "PUT",
      path: "/access/acl",
      parameters: { path: "/", users: "admin@pve", roles: "Administrator" },
    },
    { verb: "POST", path: "/access/users/admin@pve/token/measuring", parameters: { privsep: 0 } },
  ];
  for (const question of questions) expect((await asked(world, question)).status).toBe(200);
  await makeGuest(world, 7200, { name: "eff7200" });
}
