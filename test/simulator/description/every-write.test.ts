import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { specification, type Method } from "../../../providers/proxmox/api/specification/specification.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { router } from "../../../providers/proxmox/simulator/verify/route.js";
import { asked } from "../asked.js";
import { isInPath } from "./sample-request.js";
import { samplesOf } from "./samples.js";
import { standing } from "./standing-objects.js";

type Values = Readonly<Record<string, unknown>>;

/** What is written and read at one path. */
const places: readonly string[] = [
  ...["/access/groups/group1", "/access/roles/role1", "/access/domains/ldap1", "/access/users/ann@pve"],
  ...[
    "/access/users/ann@pve/token/ci",
    "/access/tfa/ann@pve/recovery",
    "/pools/pool1",
    "/storage/dir1",
    "/storage/nfs1",
  ],
  ...["/nodes/pve1/config", "/nodes/pve1/dns", "/nodes/pve1/time", "/nodes/pve1/network/vmbr9"],
  ...[
    "/nodes/pve1/qemu/100/config",
    "/cluster/options",
    "/cluster/backup/job1",
    "/cluster/jobs/realm-sync/sync1",
  ],
  ...["/cluster/ha/resources/vm:100", "/cluster/ha/rules/rule1", "/cluster/acme/plugins/plugin1"],
  ...["dir", "pci", "usb"].map((kind) => `/cluster/mapping/${kind}/map1`),
  ...["graphite1", "influx1"].map((name) => `/cluster/metrics/server/${name}`),
  ...["gotify/gotify1", "sendmail/mail1", "smtp/smtp1", "webhook/hook1"].map(
    (name) => `/cluster/notifications/endpoints/${name}`,
  ),
  ...["/cluster/notifications/matchers/matcher1", "/cluster/qemu/custom-cpu-models/custom-model1"],
  ...["/cluster/sdn/zones/zone1", "/cluster/sdn/vnets/vnet1", "/cluster/sdn/controllers/evpn1"],
  ...["/cluster/sdn/vnets/vnet1/subnets/zone1-10.9.0.0-24", "/cluster/sdn/fabrics/fabric/fab1"],
  ...["/nodes/pve1/lxc/200/config", "/nodes/pve1/qemu/100/snapshot/snap1/config"],
  ...["/cluster/sdn/route-maps/entries/map1/entry/10", "/cluster/sdn/fabrics/node/fab1/pve1"],
  ...["/cluster/sdn/prefix-lists/list1", "/cluster/replication/100-0"],
  ...[
    "/cluster",
    "/nodes/pve1",
    "/nodes/pve1/qemu/100",
    "/nodes/pve1/lxc/200",
    "/cluster/sdn/vnets/vnet1",
  ].flatMap((place) => [`${place}/firewall/options`, `${place}/firewall/rules/0`]),
  "/cluster/firewall/groups/group1/0",
  ...["/cluster", "/nodes/pve1/qemu/100", "/nodes/pve1/lxc/200"].flatMap((place) => [
    `${place}/firewall/aliases/alias1`,
    `${place}/firewall/ipset/set1/192.0.2.9`,
  ]),
];

/** What is written and read too, but not value by value: why. */
const otherwise: Readonly<Record<string, string>> = {
  "/access/acl": "adds or takes away rows",
  "/cluster/acme/account/{name}": "is on an ACME server",
  "/cluster/ceph/flags": "no Ceph is installed",
  "/cluster/ceph/flags/{flag}": "no Ceph is installed",
  "/cluster/ha/groups/{group}": "became rules",
  "/cluster/sdn": "applies what was written",
  "/cluster/sdn/dns/{dns}": "is on a name server",
  "/cluster/sdn/ipams/{ipam}": "is on a server",
  "/cluster/sdn/prefix-lists/{id}/entries/{url_seq}": "doesn't declare the number in its path",
  "/nodes/{node}/apt/repositories": "is left out",
  "/nodes/{node}/ceph/pool/{name}": "no Ceph is installed",
  "/nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config": "the node's storages take none of containers",
  "/nodes/{node}/network": "applies what was written",
  "/nodes/{node}/qemu/{vmid}/cloudinit": "makes the drive anew",
  "/nodes/{node}/storage/{storage}/content/{volume}": "is there for backups alone",
  "/nodes/{node}/subscription": "is left out",
  "/pools": "holds members, in rows",
};

/** What says how to write, and is no value of the object. */
const manners =
  /^(?:delete|digest|revert|lock-token|force|skiplock|background_delay|moveto|append|rename|allow-move|transfer|dry-run|regenerate)$/;

/** What is kept and never shown, or shown as a row of stars. */
const secrets = new Set(["password", "token", "cipassword"]);

/** What PVE keeps or shows in words of its own, each as it is measured or as its manual has it. */
const rewritten: Readonly<Record<string, (written: string) => unknown>> = {
  // Ends a line in a file.
  "/cluster/options description": (text) => text && `${text}\n`,
  "/nodes/{node}/config description": (text) => text && `${text}\n`,
  "/nodes/{node}/network/{iface} comments": (text) => `${text}\n`,
  "/nodes/{node}/network/{iface} comments6": (text) => `${text}\n`,
  "/nodes/{node}/lxc/{vmid}/config description": (text) => text && `${text}\n`,
  // Both old names are read as what took their place.
  "/cluster/options console": (text) => (text === "applet" ? "html5" : text),
  "/cluster/options migration_unsecure": () => undefined,
  "/cluster/backup/{id} starttime": () => undefined,
  // Only what is off is said.
  "/access/tfa/{userid}/{id} enable": (text) => (text === "1" ? undefined : text),
  // Each privilege is a key of the answer, each member of a pool a row.
  "/access/roles/{roleid} privs": () => undefined,
  "/pools/{poolid} vms": () => undefined,
  "/pools/{poolid} storage": () => undefined,
  // A text that isn't `name=` is a name without a value.
  "/cluster/notifications/endpoints/webhook/{name} header": (text) => text && "name=",
  "/cluster/notifications/endpoints/webhook/{name} secret": (text) => text && "name=",
  "/nodes/{node}/qemu/{vmid}/config args": (text) => text || " ",
  "/nodes/{node}/qemu/{vmid}/config ciuser": (text) => text || " ",
  // The least that the kernel takes.
  "/nodes/{node}/qemu/{vmid}/config cpuunits": (text) => String(Math.max(2, Number(text))),
  "/nodes/{node}/lxc/{vmid}/config cpuunits": (text) => String(Math.max(2, Number(text))),
  // An alias of a slot.
  "/nodes/{node}/qemu/{vmid}/config cdrom": () => undefined,
  "/nodes/{node}/qemu/{vmid}/config efidisk0": (text) => text.replace(/^file=none$/, "none,media=cdrom"),
  "/nodes/{node}/qemu/{vmid}/config ide1": (text) => text.replace(/^file=none$/, "none,media=cdrom"),
  // The file says that a bridge knows VLANs, and which, or nothing.
  "/nodes/{node}/network/{iface} bridge_vlan_aware": () => 1,
  "/nodes/{node}/network/{iface} bridge_vids": () => undefined,
  // An address that its interface doesn't have leads nowhere.
  "/nodes/{node}/network/{iface} gateway6": () => undefined,
  // A directory elsewhere holds no file systems of containers by name.
  "/storage/{storage} format": (text) => (text === "subvol" ? ["subvol", "qcow2"] : text),
};

/** Whether what is read is what was written: an empty text and a flag that is off may be absent. */
function isShown(read: unknown, written: unknown): boolean {
  if (Array.isArray(written) && !Array.isArray(read)) return written.some((each) => isShown(read, each));
  const text = plain(written);
  if (read === undefined && (text === "" || text === "0" || written === undefined)) return true;
  return plain(read) === text;
}

/** A property string, a list or a flag as one text. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(",");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, each]) => `${key}=${plain(each)}`)
      .join(",");
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

describe("every value that is written", () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulate({
      nodes: ["pve1", "pve2"],
      files: { "local:vztmpl/debian.tar.zst": 1_000_000 },
    });
    for (const [path, parameters, verb = "POST"] of standing) {
      const { status, data, message, errors } = await asked(simulation.world, {
        verb,
        path,
        parameters,
      });
      expect([path, status, message, errors]).toEqual([path, 200, undefined, undefined]);
      if (simulation.world.tasks.has(String(data))) await simulation.world.tasks.ended(String(data));
    }
  });
  afterAll(() => simulation.close());

  const read = async (path: string): Promise<Values> => {
    const { status, data } = await asked(simulation.world, { verb: "GET", path });
    expect([path, status]).toEqual([path, 200]);
    return data as Values;
  };

  /** Writes each sample of each parameter; tells how many were taken, and which could not be read. */
  const writeEach = async (method: Method, path: string) => {
    const lost: string[] = [];
    let taken = 0;
    const own = Object.entries(method.parameters ?? {}).filter(
      ([name]) => !isInPath(method, name) && !manners.test(name),
    );
    const before = await read(path);
    const needed = own
      .filter(([, { optional }]) => Number(optional ?? 0) === 0)
      .map(([name, parameter]) => [name, before[name] ?? samplesOf(parameter)[0]] as const);
    for (const [declared, parameter] of own)
      for (const sample of samplesOf(parameter)) {
        const name = declared.replace("[n]", "1");
        const parameters = { ...Object.fromEntries(needed), [name]: sample };
        const { status, data } = await asked(simulation.world, { verb: "PUT", path, parameters });
        if (status !== 200) continue;
        if (simulation.world.tasks.has(String(data))) await simulation.world.tasks.ended(String(data));
        taken += 1;
        if (secrets.has(name)) continue;
        const expected = (rewritten[`${method.path} ${name}`] ?? ((text: string) => text))(String(sample));
        const shown = (await read(path))[name];
        if (!isShown(shown, expected))
          lost.push(`${path} ${name}: ${JSON.stringify(sample)} is read as ${JSON.stringify(shown)}`);
      }
    return { taken, lost };
  };

  it("is tried wherever something is written and read", () => {
    const { methods } = specification();
    const routed = router(specification());
    const read = new Set(methods.filter(({ method }) => method === "GET").map(({ path }) => path));
    const both = methods.filter(({ method, path }) => method === "PUT" && read.has(path));
    const tried = places.map((path) => routed("PUT", path)?.method.path);
    expect([...new Set(tried), ...Object.keys(otherwise)].sort()).toEqual(
      both.map(({ path }) => path).sort(),
    );
  });

  it("is there when it is read", { timeout: 60_000 }, async () => {
    const routed = router(specification());
    const written = [];
    for (const path of places) {
      const method = routed("PUT", path)?.method;
      expect([path, method?.method]).toEqual([path, "PUT"]);
      if (method !== undefined) written.push(await writeEach(method, path));
    }
    expect(written.flatMap(({ lost }) => lost)).toEqual([]);
    expect(written.reduce((sum, { taken }) => sum + taken, 0)).toBeGreaterThan(1000);
  });
});
