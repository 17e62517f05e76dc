import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "./asked.js";
import { likeness, type Answer } from "./likeness.js";

interface Rewrite {
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

/** How a value is sent to an object, and where it is then read. */
interface Way {
  readonly before: readonly Question[];
  readonly write: (sent: Sent, isCreate: boolean) => Question;
  readonly read: (sent: Sent, isCreate: boolean) => string;
}

const post = (path: string, parameters: Sent = {}): Question => ({ verb: "POST", path, parameters });
const put = (path: string, parameters: Sent = {}): Question => ({ verb: "PUT", path, parameters });
const users = [
  post("/access/groups", { groupid: "effg1" }),
  post("/access/groups", { groupid: "effg2" }),
  post("/access/groups", { groupid: "effga" }),
  post("/access/users", { userid: "effu@pve" }),
  post("/access/roles", { roleid: "effr", privs: "VM.Audit" }),
];
const token = "/access/users/effu@pve/token/efft1";
const rules = "/cluster/firewall/groups/effgr";
const group = post("/cluster/firewall/groups", { group: "effgr" });

const ways: Readonly<Record<string, Way>> = {
  "cluster options": {
    before: [],
    write: (sent) => put("/cluster/options", sent),
    read: () => "/cluster/options",
  },
  user: {
    before: users,
    write: (sent, isCreate) => (isCreate ? post("/access/users", sent) : put("/access/users/effu@pve", sent)),
    read: (sent, isCreate) => `/access/users/${isCreate ? String(sent["userid"]) : "effu@pve"}`,
  },
  group: {
    before: users,
    write: (sent, isCreate) => (isCreate ? post("/access/groups", sent) : put("/access/groups/effg1", sent)),
    read: (sent, isCreate) => `/access/groups/${isCreate ? String(sent["groupid"]) : "effg1"}`,
  },
  role: {
    before: users,
    write: (sent, isCreate) => (isCreate ? post("/access/roles", sent) : put("/access/roles/effr", sent)),
    read: (sent, isCreate) => `/access/roles/${isCreate ? String(sent["roleid"]) : "effr"}`,
  },
  acl: { before: users, write: (sent) => put("/access/acl", sent), read: () => "/access/acl" },
  token: {
    before: users,
    write: (sent, isCreate) => (isCreate ? post(token, sent) : put(token, sent)),
    read: () => token,
  },
  pool: {
    before: [post("/pools", { poolid: "effpo" })],
    write: (sent, isCreate) => (isCreate ? post("/pools", sent) : put("/pools/effpo", sent)),
    read: () => "/pools/effpo",
  },
  "fw rule": { before: [group], write: (sent) => post(rules, sent), read: () => `${rules}/0` },
  "fw rule (update)": {
    before: [group, post(rules, { type: "in", action: "ACCEPT", proto: "tcp", enable: 1 })],
    write: (sent) => put(`${rules}/0`, sent),
    read: () => `${rules}/0`,
  },
  "fw alias": {
    before: [],
    write: (sent) => post("/cluster/firewall/aliases", sent),
    read: (sent) => `/cluster/firewall/aliases/${String(sent["name"])}`,
  },
  "fw ipset entry": {
    before: [post("/cluster/firewall/ipset", { name: "effset" })],
    write: (sent) => post("/cluster/firewall/ipset/effset", sent),
    read: () => "/cluster/firewall/ipset/effset",
  },
};

/** How many values of each object are stored, or refused, as recorded, at least. */
const floors: Readonly<Record<string, number>> = {
  "cluster options": 59,
  user: 38,
  group: 13,
  role: 12,
  acl: 12,
  token: 12,
  "fw rule": 44,
  "fw rule (update)": 14,
  "fw alias": 10,
  "fw ipset entry": 12,
};

const recorded = readFileSync(new URL("./recordings/rewrites.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Rewrite);

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
});
afterEach(() => simulation.close());

describe.each(Object.entries(floors))("%s", (object, floor) => {
  it(`stores, or refuses, at least ${floor} values as recorded`, async () => {
    const rewrites = recorded.filter((rewrite) => rewrite.object === object);
    const misses: string[] = [];
    for (const rewrite of rewrites) {
      const answer = await stored(ways[object] as Way, rewrite);
      if (likeness(answer, answerOf(rewrite)) !== "same")
        misses.push(`${JSON.stringify(answer)} for ${JSON.stringify(rewrite)}`.slice(0, 600));
    }
    expect(rewrites.length - misses.length, misses.join("\n")).toBeGreaterThanOrEqual(floor);
  });
});

/** What is stored after a write in a world of its own, or how the write is refused. */
async function stored(way: Way, { key, sent, with: also }: Rewrite): Promise<Answer> {
  const { world } = simulation;
  world.acl = [];
  world.options.clear();
  for (const each of [world.groups, world.pools, world.firewall]) each.clear();
  world.roles.delete("effr");
  world.users.delete("effu@pve");
  const isCreate = key.startsWith("(");
  const parameters = { ...also, ...(isCreate ? (sent as Sent) : { [key]: sent }) };
  for (const question of way.before) await asked(world, question);
  if (way.write(parameters, isCreate).path === token && !isCreate) await asked(world, post(token));
  const written = await asked(world, way.write(parameters, isCreate));
  if (written.status !== 200) return written;
  const read = await asked(world, { verb: "GET", path: encodeURI(way.read(parameters, isCreate)) });
  if (isCreate || Array.isArray(read.data)) return read;
  return { status: 200, data: (read.data as Sent)[key] ?? null };
}

function answerOf({ status, error, stored: data }: Rewrite): Answer {
  if (status === 200) return { status, data };
  if (typeof error === "string") return { status, message: error };
  return { status, message: error?.message ?? "", ...(error?.errors ? { errors: error.errors } : {}) };
}
