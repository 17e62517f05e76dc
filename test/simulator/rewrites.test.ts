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
  /** What is there before a change, and not before a creation. */
  readonly existing?: readonly Question[];
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

const zone = post("/cluster/sdn/zones", { zone: "effz", type: "simple" });
const vnet = post("/cluster/sdn/vnets", { vnet: "effv", zone: "effz" });
const guest = post("/nodes/pve1/qemu", { vmid: 7100 });
const resource = post("/cluster/ha/resources", { sid: "vm:7100" });
const job = { id: "effj", schedule: "daily", storage: "local", vmid: "7100" };
const sendmail = post("/cluster/notifications/endpoints/sendmail", { name: "effs", mailto: "x@y.z" });

/** Created in a list, changed and read below it. */
const listed = (
  path: string,
  id: string,
  more: Omit<Way, "write" | "read"> & { readonly name?: string },
): Way => ({
  ...more,
  write: (sent, isCreate) => (isCreate ? post(path, sent) : put(`${path}/${more.name}`, sent)),
  read: (sent, isCreate) => `${path}/${isCreate ? String(sent[id]) : more.name}`,
});
const metrics: Way = {
  before: [],
  write: (sent) => post("/cluster/metrics/server/effi", sent),
  read: () => "/cluster/metrics/server/effi",
};

const ways: Readonly<Record<string, Way>> = {
  "backup job": listed("/cluster/backup", "id", {
    before: [],
    existing: [post("/cluster/backup", job)],
    name: "effj",
  }),
  "ha resource": listed("/cluster/ha/resources", "sid", {
    before: [guest],
    existing: [resource],
    name: "vm:7100",
  }),
  "ha rule": listed("/cluster/ha/rules", "rule", {
    before: [guest, resource],
    existing: [
      post("/cluster/ha/rules", {
        rule: "effr1",
        type: "node-affinity",
        resources: "vm:7100",
        nodes: "pve1",
      }),
    ],
    name: "effr1",
  }),
  realm: listed("/access/domains", "realm", { before: [] }),
  "realm(ldap)": listed("/access/domains", "realm", {
    before: [],
    existing: [
      post("/access/domains", {
        realm: "effl",
        type: "ldap",
        server1: "127.0.0.1",
        base_dn: "dc=x",
        user_attr: "uid",
      }),
    ],
    name: "effl",
  }),
  "mapping dir": listed("/cluster/mapping/dir", "id", {
    before: [post("/storage", { storage: "other", type: "dir", path: "/var/lib/vz-other" })],
    existing: [post("/cluster/mapping/dir", { id: "effd1", map: "node=pve1,path=/var/lib/vz" })],
    name: "effd1",
  }),
  "mapping usb": listed("/cluster/mapping/usb", "id", { before: [] }),
  "mapping pci": listed("/cluster/mapping/pci", "id", { before: [] }),
  "sdn zone simple": listed("/cluster/sdn/zones", "zone", { before: [] }),
  "sdn zone qinq": listed("/cluster/sdn/zones", "zone", { before: [] }),
  "sdn zone": listed("/cluster/sdn/zones", "zone", { before: [], existing: [zone], name: "effz" }),
  "sdn vnet": listed("/cluster/sdn/vnets", "vnet", { before: [zone], existing: [vnet], name: "effv" }),
  "sdn subnet": {
    before: [zone, vnet],
    write: (sent) => post("/cluster/sdn/vnets/effv/subnets", sent),
    read: () => "/cluster/sdn/vnets/effv/subnets",
  },
  "notify gotify": listed("/cluster/notifications/endpoints/gotify", "name", { before: [] }),
  "notify smtp": listed("/cluster/notifications/endpoints/smtp", "name", { before: [] }),
  "notify sendmail": listed("/cluster/notifications/endpoints/sendmail", "name", {
    before: [],
    existing: [sendmail],
    name: "effs",
  }),
  "notify webhook": listed("/cluster/notifications/endpoints/webhook", "name", { before: [] }),
  "notify matcher": listed("/cluster/notifications/matchers", "name", { before: [sendmail] }),
  "acme plugin": listed("/cluster/acme/plugins", "id", { before: [] }),
  "metrics influxdb": metrics,
  "metrics graphite": metrics,
  "node config": {
    before: [],
    write: (sent) => put("/nodes/pve1/config", sent),
    read: () => "/nodes/pve1/config",
  },
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
    existing: [post(token)],
    write: (sent, isCreate) => (isCreate ? post(token, sent) : put(token, sent)),
    read: () => token,
  },
  "storage dir": listed("/storage", "storage", {
    before: [],
    existing: [post("/storage", { storage: "effs", type: "dir", path: "/srv/storage" })],
    name: "effs",
  }),
  "storage nfs": listed("/storage", "storage", {
    before: [],
    existing: [
      post("/storage", { storage: "effs", type: "nfs", server: "127.0.0.1", export: "/x", disable: 1 }),
    ],
    name: "effs",
  }),
  ...Object.fromEntries(
    ["cifs", "pbs", "lvm", "btrfs", "cephfs", "lvmthin", "esxi"].map((type) => [
      `storage ${type}`,
      listed("/storage", "storage", { before: [] }),
    ]),
  ),
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
  "backup job": 50,
  "ha resource": 23,
  "ha rule": 10,
  realm: 2,
  "realm(ldap)": 22,
  "mapping dir": 9,
  "mapping usb": 3,
  "mapping pci": 3,
  "sdn zone simple": 5,
  "sdn zone qinq": 1,
  "sdn zone": 5,
  "sdn vnet": 10,
  "sdn subnet": 9,
  "notify gotify": 3,
  "notify smtp": 3,
  "notify sendmail": 14,
  "notify webhook": 5,
  "notify matcher": 7,
  "acme plugin": 3,
  "metrics influxdb": 3,
  "metrics graphite": 3,
  "storage dir": 52,
  "storage nfs": 6,
  "storage cifs": 1,
  "storage pbs": 1,
  "storage lvm": 1,
  "storage btrfs": 1,
  "storage cephfs": 1,
  "storage lvmthin": 1,
  "storage esxi": 1,
  pool: 9,
  "cluster options": 59,
  "node config": 18,
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
  for (const each of [world.groups, world.pools, world.firewall, world.sections, world.slices, world.guests])
    each.clear();
  for (const id of [...world.storages.keys()].filter((each) => each !== "local")) world.storages.delete(id);
  world.roles.delete("effr");
  for (const realm of ["effl", "effoid", "EffX"]) world.realms.delete(realm);
  world.users.delete("effu@pve");
  const isCreate = key.startsWith("(");
  const parameters = { ...also, ...(isCreate ? (sent as Sent) : { [key]: sent }) };
  for (const question of [...way.before, ...(isCreate ? [] : (way.existing ?? []))]) {
    const { data } = await asked(world, question);
    if (String(data).startsWith("UPID:")) await world.tasks.ended(String(data));
  }
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
