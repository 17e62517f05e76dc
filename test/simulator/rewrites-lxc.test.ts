import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import {
  changeGuest,
  currentConfiguration,
  ended,
  impersonal,
  makeContainer,
  measuringNode,
  table,
  trimmedErrors,
  type Values,
} from "./tables.js";
import { unlike } from "./unlike.js";

/** What a container that doesn't run stores of a value. */
interface Rewrite {
  readonly key: string;
  readonly sent?: unknown;
  readonly status?: number;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly stored?: unknown;
  readonly also?: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
  readonly exit?: string;
}

const rewrites = table<Rewrite>("rewrites-lxc");
const named = ({ key, sent }: Rewrite) => `${key}: ${JSON.stringify(sent)}`;

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

const kinds: readonly (readonly [
  string,
  (rewrite: Rewrite) => boolean,
  (rewrite: Rewrite) => Promise<object>,
])[] = [
  ["a container that doesn't run stores", ({ key }) => !key.startsWith("("), ofChange],
  ["a new container stores", ({ key }) => key === "(create)", ofCreation],
  ["a container's volumes take", ({ key }) => key.startsWith("(") && key !== "(create)", ofStep],
];

describe.each(kinds)("%s", (_name, belongs, observation) => {
  const rows = rewrites.filter(belongs);

  it(`each of ${rows.length} values as measured`, { timeout: 60_000 }, async () => {
    const comparison = { named, expectation, observation };
    expect(await unlike(rows, comparison)).toBe("");
  });
});

function expectation({ key, status = 200, message = "", errors, stored, also = {} }: Rewrite): object {
  const isWhole = key.startsWith("(");
  return {
    status,
    message: impersonal(message.trim()),
    errors: trimmedErrors(errors),
    stored: isWhole ? undefined : comparable(key, stored),
    also:
      isWhole && status !== 200
        ? {}
        : Object.fromEntries(
            Object.entries(also)
              .filter(([name]) => isWhole || name !== sentKey({ key }))
              .map(([name, [, after]]) => [name, comparable(name, after)] as const)
              .sort(([left], [right]) => (left < right ? -1 : 1)),
          ),
  };
}

/** A deletion says beside itself what it deleted. */
function sentKey({ key }: Pick<Rewrite, "key">): string | undefined {
  return key === "delete" ? undefined : key;
}

const base = {
  hostname: "eff7150",
  memory: 256,
  swap: 256,
  rootfs: "local:1",
} as const;
let next = 8000;

async function ofChange({ key, sent }: Rewrite): Promise<object> {
  const { world } = simulation;
  const vmid = next++;
  await makeContainer(world, vmid, base);
  const before = await currentConfiguration(world, vmid);
  const value = String(sent).replaceAll("7150/vm-7150", `${vmid}/vm-${vmid}`);
  const answer = await changeGuest(world, vmid, { [key]: value });
  const after = await currentConfiguration(world, vmid);
  const name = key === "delete" ? String(sent) : key;
  const also = changes(before, after, (each) => (key === "delete" ? each in before : each !== key));
  return {
    status: answer.status,
    message: answer.errors === undefined ? impersonal((answer.message ?? "").trim()) : "",
    errors: trimmedErrors(answer.errors),
    stored: comparable(name, after[name]),
    also,
  };
}

async function ofCreation({ sent }: Rewrite): Promise<object> {
  const { world } = simulation;
  const vmid = 7160;
  const answer = await makeContainer(world, vmid, sent as Values);
  const after = await currentConfiguration(world, vmid);
  const given = Object.fromEntries(Object.entries(sent as Values).filter(([key]) => key in after));
  world.guests.delete(vmid);
  return {
    status: answer.status,
    message: answer.data === "OK" ? "" : String(answer.data),
    errors: {},
    stored: undefined,
    also: changes(given, after, () => true),
  };
}

/** Each works on what the one before it left. */
const steps: Readonly<
  Record<string, readonly [verb: string, path: string, parameters: Readonly<Record<string, unknown>>]>
> = {
  "(clone)": ["POST", "/clone", { newid: 7162 }],
  "(resize rootfs 2G)": ["PUT", "/resize", { disk: "rootfs", size: "2G" }],
  "(move_volume mp0 other)": ["POST", "/move_volume", { volume: "mp0", storage: "other" }],
  "(delete mp0)": ["PUT", "/config", { delete: "mp0" }],
  "(clone of template)": ["POST", "/clone", { newid: 7163 }],
};

async function ofStep({ key }: Rewrite): Promise<object> {
  const { world } = simulation;
  const [verb, path, parameters] = steps[key] ?? ["GET", "", {}];
  if (!world.guests.has(7161)) await makeContainer(world, 7161, lastCreated());
  if (key.includes("template")) await convert();
  const before = await currentConfiguration(world, 7161);
  const answer = await asked(world, { verb, path: `/nodes/pve1/lxc/7161${path}`, parameters });
  if (answer.status === 200) expect((await ended(world, answer)).data ?? "OK").toBe("OK");
  const after = await currentConfiguration(world, Number(parameters["newid"] ?? 7161));
  return {
    status: answer.status,
    message: answer.status === 200 ? "" : impersonal((answer.message ?? "").trim()),
    errors: trimmedErrors(answer.errors),
    stored: undefined,
    also: answer.status === 200 ? changes(before, after, () => true) : {},
  };
}

/** What the container was created with that the steps work on. */
function lastCreated(): Values {
  return rewrites.findLast(({ key }) => key === "(create)")?.sent as Values;
}

async function convert(): Promise<void> {
  const { world } = simulation;
  await changeGuest(world, 7161, { protection: 0 });
  await changeGuest(world, 7161, { delete: "mp0" });
  await asked(world, { verb: "POST", path: "/nodes/pve1/lxc/7161/template" });
  await Promise.all(world.tasks.list().map(({ upid }) => world.tasks.ended(upid)));
}

function changes(before: Values, after: Values, counts: (key: string) => boolean): object {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return Object.fromEntries(
    keys
      .filter((key) => key !== "digest" && counts(key) && String(before[key]) !== String(after[key]))
      .map((key) => [key, comparable(key, after[key])]),
  );
}

/** A stored value without what is made by chance. */
function comparable(key: string, value: unknown): unknown {
  const text = impersonal(value);
  return (/^net\d+$/.test(key) ? text?.replace(/BC:24:11:[0-9A-F:]{8}/, "made") : text) ?? null;
}
