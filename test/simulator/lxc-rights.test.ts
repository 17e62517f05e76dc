import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import { makeContainer, measuringNode, type Values } from "./tables.js";

let simulation: Simulation;
let world: World;
beforeAll(async () => {
  simulation = await measuringNode();
  world = simulation.world;
  await simulation.post("/access/users", { userid: "carol@pve" });
  await makeContainer(world, 800, { rootfs: "local:1", features: "nesting=1,keyctl=1" });
  await makeContainer(world, 801, { rootfs: "local:1", unprivileged: 0 });
});
afterAll(() => simulation.close());

/** What carol may do at which paths. */
async function granted(grants: Readonly<Record<string, string>>): Promise<void> {
  world.acl = [];
  for (const [path, privs] of Object.entries(grants)) {
    const roleid = `role-${privs.replaceAll(/[^A-Za-z]/g, "")}`;
    if (!world.roles.has(roleid)) await simulation.post("/access/roles", { roleid, privs });
    await simulation.put("/access/acl", { path, users: "carol@pve", roles: roleid });
  }
}

const put = (vmid: number, parameters: Values) =>
  asked(world, { verb: "PUT", path: `/nodes/pve1/lxc/${vmid}/config`, parameters, user: "carol@pve" });
const denied = (reason: string) => ({ status: 403, message: `Permission check failed (${reason})` });

describe("who may change a container's", () => {
  it.each([
    ["cores", { cores: 2 }, "VM.Config.CPU"],
    ["memory", { memory: 256 }, "VM.Config.Memory"],
    ["host name", { hostname: "two" }, "VM.Config.Network"],
    ["name server", { nameserver: "192.0.2.53" }, "VM.Config.Network"],
    ["description", { description: "x" }, "VM.Config.Options"],
    ["locks", { lock: "backup" }, "VM.Config.Options"],
  ])("%s needs the right for it", async (_what, change, privilege) => {
    const other = privilege === "VM.Config.CPU" ? "VM.Config.Memory" : "VM.Config.CPU";
    await granted({ "/vms/800": other });
    expect(await put(800, change)).toMatchObject(denied(`/vms/800, ${privilege}`));
    await granted({ "/vms/800": privilege });
    expect((await put(800, change)).status).toBe(200);
    const guest = world.guests.get(800);
    if (guest !== undefined) guest.lock = undefined;
  });

  it("volumes need room on the storage too, and those of others their consent", async () => {
    await granted({ "/vms/800": "VM.Config.Disk" });
    expect(await put(800, { mp0: "local:1,mp=/a" })).toMatchObject(
      denied("/storage/local, Datastore.AllocateSpace"),
    );
    await granted({
      "/vms/800": "VM.Config.Disk",
      "/storage/local": "Datastore.AllocateSpace Datastore.Audit",
    });
    expect((await put(800, { mp0: "local:1,mp=/a" })).status).toBe(200);
    expect(await put(800, { mp1: "local:801/vm-801-disk-0.raw,mp=/b" })).toMatchObject(
      denied("/vms/801, VM.Config.Disk"),
    );
  });

  it("interfaces need the bridge, and on it the tag, unless they stay on it", async () => {
    const line = "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:08:00";
    await granted({ "/vms/800": "VM.Config.Network" });
    const bridge = "/sdn/zones/localnetwork/vmbr0";
    expect(await put(800, { net0: line })).toMatchObject(denied(`${bridge}, SDN.Use`));
    expect(await put(800, { net0: `${line},tag=5` })).toMatchObject(denied(`${bridge}/5, SDN.Use`));
    await granted({ "/vms/800": "VM.Config.Network", [bridge]: "SDN.Use" });
    expect((await put(800, { net0: line })).status).toBe(200);
    await granted({ "/vms/800": "VM.Config.Network" });
    expect((await put(800, { net0: `${line},ip=dhcp` })).status).toBe(200);
  });

  it("features need the right to allocate for nesting, and root for all else", async () => {
    await granted({ "/vms/800": "VM.Config.Options" });
    expect(await put(800, { features: "nesting=0,keyctl=1" })).toMatchObject(denied("/vms/800, VM.Allocate"));
    await granted({
      "/vms/800": "VM.Config.Options VM.Allocate",
      "/vms/801": "VM.Config.Options VM.Allocate",
    });
    expect((await put(800, { features: "nesting=0,keyctl=1" })).status).toBe(200);
    const others = denied("changing feature flags (except nesting) is only allowed for root@pam");
    expect(await put(800, { features: "keyctl=0" })).toMatchObject(others);
    expect(await put(800, { delete: "features" })).toMatchObject(others);
    expect(await put(801, { features: "nesting=1" })).toMatchObject(
      denied("changing feature flags for privileged container is only allowed for root@pam"),
    );
  });

  it("devices, hook scripts and directories of the node are root's", async () => {
    await granted({ "/": "VM.Config.Options VM.Config.Disk VM.Allocate Datastore.Allocate" });
    for (const [change, reason] of [
      [{ dev0: "/dev/null" }, "configuring device passthrough"],
      [{ hookscript: "local:snippets/effhook.sh" }, "changing the hookscript"],
      [{ mp5: "/srv,mp=/srv" }, "mount point type bind"],
      [{ mp5: "/dev/sdb1,mp=/srv" }, "mount point type device"],
    ] as const)
      expect(await put(800, change)).toMatchObject(denied(`${reason} is only allowed for root@pam`));
  });
});

describe("who may make a container", () => {
  it("needs the right on its id or its pool, and room for its root", async () => {
    await simulation.post("/pools", { poolid: "hers" });
    const make = (parameters: Values) =>
      asked(world, {
        verb: "POST",
        path: "/nodes/pve1/lxc",
        parameters: {
          vmid: 810,
          ostemplate: "local:vztmpl/fake-12-standard_12.0-1_amd64.tar.gz",
          ...parameters,
        },
        user: "carol@pve",
      });
    await granted({ "/storage/local": "Datastore.AllocateSpace" });
    expect(await make({})).toMatchObject({ status: 403, message: "Permission check failed" });
    await granted({ "/pool/hers": "VM.Allocate VM.Config.CPU", "/storage/local": "Datastore.Audit" });
    expect(await make({ pool: "hers", cores: 1 })).toMatchObject(
      denied("/storage/local, Datastore.AllocateSpace"),
    );
    await granted({ "/pool/hers": "VM.Allocate VM.Config.CPU", "/storage/local": "Datastore.AllocateSpace" });
    expect((await make({ pool: "hers", cores: 1 })).status).toBe(200);
  });
});
