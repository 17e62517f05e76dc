import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "./asked.js";
import { likeness, type Answer } from "./likeness.js";
import { measuringNode, table } from "./tables.js";
import { ways, type Way } from "./ways.js";
import { Wire } from "./wire.js";

interface Rewrite {
  /** What the value is of; ` (HTTP)` behind it: sent over the wire. */
  readonly object: string;
  readonly key: string;
  readonly sent: unknown;
  readonly status: number;
  readonly error?: string | { readonly message: string; readonly errors?: Readonly<Record<string, string>> };
  readonly stored: unknown;
  /** What went with it. */
  readonly with?: Sent;
}

type Sent = Readonly<Record<string, unknown>>;

const recorded = table<Rewrite>("rewrites");
const objects = [...new Set(recorded.map(({ object }) => object))];

let simulation: Simulation;
let wire: Wire;
beforeEach(async () => {
  simulation = await measuringNode();
  wire = new Wire(simulation);
});
afterEach(async () => {
  await wire.close();
  await simulation.close();
});

describe.each(objects)("%s", (object) => {
  const rewrites = recorded.filter((rewrite) => rewrite.object === object);

  it(`stores, or refuses, each of ${rewrites.length} values as recorded`, async () => {
    const name = object.replace(" (HTTP)", "");
    const way = ways[name] ?? expect.unreachable(`no way to send a ${name}`);
    const ask = name === object ? askedHere : askedOverTheWire;
    const misses: string[] = [];
    for (const [index, rewrite] of rewrites.entries()) {
      if (index === 0 || way.isSequence !== true) await begin(way, rewrite);
      const answer = await stored(ask, way, rewrite);
      if (likeness(answer, answerOf(rewrite)) !== "same")
        misses.push(`${JSON.stringify(answer)} for ${JSON.stringify(rewrite)}`.slice(0, 600));
    }
    expect(misses.join("\n")).toBe("");
  });
});

/** A world in which nothing was written but what the way presupposes. */
async function begin({ before, existing = [] }: Way, { key }: Rewrite): Promise<void> {
  const { world } = simulation;
  world.acl = [];
  world.options.clear();
  for (const each of [world.groups, world.pools, world.firewall, world.sections, world.slices, world.guests])
    each.clear();
  for (const id of [...world.storages.keys()].filter((each) => each !== "local")) world.storages.delete(id);
  world.roles.delete("effr");
  for (const realm of ["effl", "effoid", "EffX"]) world.realms.delete(realm);
  world.users.delete("effu@pve");
  for (const question of [...before, ...(isCreation(key) ? [] : existing)]) {
    const { data } = await asked(world, question);
    if (String(data).startsWith("UPID:")) await world.tasks.ended(String(data));
  }
}

type Ask = (question: Question) => Promise<Answer>;

/** What is stored after a write, or how the write is refused. */
async function stored(ask: Ask, way: Way, { key, sent, with: also }: Rewrite): Promise<Answer> {
  const isCreate = isCreation(key);
  const parameters = { ...also, ...(isCreate ? (sent as Sent) : { [key]: sent }) };
  const written = await ask(way.write(parameters, isCreate));
  if (written.status !== 200 && way.isReadAnyway !== true) return written;
  const read = await ask({ verb: "GET", path: encodeURI(way.read(parameters, isCreate)) });
  const data = way.found?.(read.data as readonly Sent[], parameters) ?? (way.found ? null : read.data);
  if (isCreate || Array.isArray(data)) return { ...read, data };
  return { status: 200, data: (data as Sent)[key === "delete" ? String(sent) : key] ?? null };
}

const isCreation = (key: string) => key.startsWith("(");

const askedHere: Ask = ({ path, ...question }) => {
  const [plain = "", query] = path.split("?");
  return asked(simulation.world, {
    ...question,
    path: plain,
    ...(query === undefined ? {} : { parameters: Object.fromEntries(new URLSearchParams(query)) }),
  });
};

const askedOverTheWire: Ask = async ({ verb, path, parameters = {} }) => {
  const { status, text, data } = await wire.ask(path, {
    verb,
    parameters: parameters as Readonly<Record<string, string>>,
  });
  if (status === 200) return { status, data };
  return { status, ...(JSON.parse(text) as Pick<Answer, "message" | "errors">) };
};

function answerOf({ status, error, stored: data }: Rewrite): Answer {
  if (status === 200) return { status, data };
  if (typeof error === "string") return { status, message: error };
  return { status, message: error?.message ?? "", ...(error?.errors ? { errors: error.errors } : {}) };
}
