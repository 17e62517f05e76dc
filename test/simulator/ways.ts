import type { Question } from "./asked.js";

type Sent = Readonly<Record<string, unknown>>;

/** How a value is sent to an object, and where it is then read. */
export interface Way {
  readonly before: readonly Question[];
  /** What is there before a change, and not before a creation. */
  readonly existing?: readonly Question[];
  readonly write: (sent: Sent, isCreate: boolean) => Question;
  readonly read: (sent: Sent, isCreate: boolean) => string;
  /** What the answer says about it, where that answer is about more. */
  readonly found?: (data: readonly Sent[], sent: Sent) => unknown;
  /** Whether each value was sent to what the one before it left. */
  readonly isSequence?: true;
  /** Whether it is read although it was refused. */
  readonly isReadAnyway?: true;
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
const guestOptions = "/nodes/pve1/qemu/7100/firewall/options";
const containerTemplate = "local:vztmpl/fake-12-standard_12.0-1_amd64.tar.gz";
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

export const ways: Readonly<Record<string, Way>> = {
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
  "metrics opentelemetry": metrics,
  "metrics list": { ...metrics, read: () => "/cluster/metrics/server", isReadAnyway: true },
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
    isSequence: true,
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
    isSequence: true,
    write: (sent, isCreate) => (isCreate ? post("/pools", sent) : put("/pools", sent)),
    read: () => "/pools",
    found: (pools, sent) => pools.find(({ poolid }) => poolid === sent["poolid"]),
  },
  "pool members": {
    before: [
      post("/storage", { storage: "other", type: "dir", path: "/var/lib/vz-other" }),
      post("/pools", { poolid: "effpo" }),
    ],
    write: (sent) => put("/pools", sent),
    read: () => "/pools?poolid=effpo",
    found: ([pool]) => {
      const members = (pool as Sent)["members"] as readonly Sent[];
      return members.length === 0 ? {} : { storage: members.map(({ storage }) => storage) };
    },
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
  "fw rule (cluster)": {
    before: [group],
    write: (sent) => post("/cluster/firewall/rules", sent),
    read: () => "/cluster/firewall/rules/0",
  },
  "fw group": {
    before: [post("/cluster/firewall/groups", { group: "effsg" })],
    write: (sent) => post("/cluster/firewall/groups", sent),
    read: () => "/cluster/firewall/groups",
    found: (groups, sent) => groups.find(({ group: name }) => name === sent["group"]),
  },
  "fw ipset": {
    before: [post("/cluster/firewall/ipset", { name: "effis" })],
    write: (sent) => post("/cluster/firewall/ipset", sent),
    read: () => "/cluster/firewall/ipset",
    found: (sets, sent) => sets.find(({ name }) => name === sent["name"]),
  },
  "fw guest options": {
    before: [guest],
    write: (sent) => put(guestOptions, sent),
    read: () => guestOptions,
  },
  "fw ipset entry": {
    before: [post("/cluster/firewall/ipset", { name: "effset" })],
    write: (sent) => post("/cluster/firewall/ipset/effset", sent),
    read: () => "/cluster/firewall/ipset/effset",
  },
  qemu: {
    before: [guest],
    write: (sent) => put("/nodes/pve1/qemu/7100/config", sent),
    read: () => "/nodes/pve1/qemu/7100/config",
  },
  "qemu (missing)": {
    before: [],
    write: (sent) => put("/nodes/pve1/qemu/7100/config", sent),
    read: () => "/nodes/pve1/qemu/7100/config",
  },
  lxc: {
    before: [
      post("/nodes/pve1/lxc", { vmid: 7150, ostemplate: containerTemplate, rootfs: "local:1" }),
      put("/nodes/pve1/lxc/7150/config", { delete: "arch" }),
    ],
    write: (sent) => put("/nodes/pve1/lxc/7150/config", sent),
    read: () => "/nodes/pve1/lxc/7150/config",
  },
};
