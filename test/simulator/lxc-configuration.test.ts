import { readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readNodeFile, writeNodeFiles } from "../../providers/proxmox/simulator/ssh/node-files.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { ContainerBench } from "./container-bench.js";
import {
  changeGuest,
  currentConfiguration,
  pendingRows,
  startGuest,
  stopGuest,
  type Values,
} from "./tables.js";

let bench: ContainerBench;
let world: World;
beforeAll(async () => {
  bench = await ContainerBench.start();
  world = bench.world;
});
afterAll(() => bench.close());

const address = "hwaddr=BC:24:11:00:05:00";
const net0 = `name=eth0,bridge=vmbr0,${address}`;
const stopped = (parameters: Values = {}) => bench.made({ net0, ...parameters });
const running = (parameters: Values = {}) => bench.running({ net0, ...parameters });

const waiting = async (vmid: number) =>
  Object.fromEntries(
    (await pendingRows(world, vmid))
      .filter((row) => "pending" in row || "delete" in row)
      .map(({ key, pending, delete: gone }) => [key, gone === undefined ? pending : { pending, gone }]),
  );

describe("a change of a running container that fails", () => {
  it("takes none of the other keys", async () => {
    const vmid = await running({ hostname: "before", cores: 1 });
    const answer = await changeGuest(world, vmid, {
      hostname: "after",
      cores: 2,
      net1: "name=eth1,bridge=vmbr99",
    });
    expect(answer).toMatchObject({
      status: 400,
      errors: { net1: "unable to hotplug net1: bridge 'vmbr99' does not exist\n" },
    });
    expect(await currentConfiguration(world, vmid)).toMatchObject({ hostname: "before", cores: 1 });
    expect(await waiting(vmid)).toEqual({});
  });

  it("leaves an interface unplugged that was to be replaced, and keeps what was written on the way", async () => {
    const vmid = await running({ hostname: "before" });
    await changeGuest(world, vmid, { hostname: "after", net0: "name=eth0,bridge=vmbr99" });
    const now = await currentConfiguration(world, vmid);
    expect(now).not.toHaveProperty("net0");
    expect(now).toHaveProperty("hostname", "after");
    expect(await waiting(vmid)).toEqual({ net0: "name=eth0,bridge=vmbr99" });
  });

  it("leaves an interface without a bridge that was to change it in place", async () => {
    const vmid = await running();
    await changeGuest(world, vmid, { net0: `name=eth0,bridge=vmbr99,${address}` });
    expect(await currentConfiguration(world, vmid)).toHaveProperty("net0", `name=eth0,${address},type=veth`);
  });

  it("names the interface in the container that is there already", async () => {
    const vmid = await running();
    expect((await changeGuest(world, vmid, { net1: "name=eth0,bridge=vmbr0" })).errors).toEqual({
      net1: `unable to hotplug net1: command 'lxc-device -n ${vmid} add veth${vmid}i1p eth0' failed: exit code 2\n`,
    });
  });
});

describe("what waits", () => {
  it("is taken and removed at once by the next start where both wait for one key", async () => {
    const vmid = await running({ mp0: "local:1,mp=/data" });
    await changeGuest(world, vmid, { mp0: "local:1,mp=/other" });
    await changeGuest(world, vmid, { delete: "mp0" });
    expect(await waiting(vmid)).toEqual({ mp0: { pending: "local:1,mp=/other", gone: 1 } });
    expect((await bench.ask("POST", `${vmid}/status/reboot`)).data).toBe("OK");
    expect(await currentConfiguration(world, vmid)).toMatchObject({
      mp0: `local:${vmid}/vm-${vmid}-disk-2.raw,mp=/other,size=1G`,
      unused0: `local:${vmid}/vm-${vmid}-disk-1.raw`,
    });
    expect(await waiting(vmid)).toEqual({});
  });

  it("goes on waiting while the container is stopped and other keys change", async () => {
    const vmid = await running();
    await changeGuest(world, vmid, { tty: 4 });
    await stopGuest(world, vmid);
    await changeGuest(world, vmid, { cores: 2 });
    expect(await waiting(vmid)).toEqual({ tty: 4 });
    await startGuest(world, vmid);
    expect(await currentConfiguration(world, vmid)).toMatchObject({ tty: 4, cores: 2 });
  });

  it("is taken back by a revert, whether it is a value or a removal", async () => {
    const vmid = await running({ nameserver: "192.0.2.53" });
    await changeGuest(world, vmid, { delete: "nameserver", tty: 4 });
    expect(await waiting(vmid)).toEqual({ nameserver: { pending: undefined, gone: 1 }, tty: 4 });
    await changeGuest(world, vmid, { revert: "nameserver,tty" });
    expect(await waiting(vmid)).toEqual({});
  });
});

describe("a container's configuration", () => {
  it("is written although the bridge is missing, which only the answer tells", async () => {
    const vmid = await stopped();
    expect(await changeGuest(world, vmid, { net1: "name=eth1,bridge=vmbr99" })).toMatchObject({
      status: 500,
      message: "bridge 'vmbr99' does not exist",
    });
    expect(await currentConfiguration(world, vmid)).toHaveProperty("net1");
    expect((await startGuest(world, vmid)).data).toBe("bridge 'vmbr99' does not exist");
  });

  it("does without its architecture only until it is to be used", async () => {
    const vmid = await running();
    expect((await changeGuest(world, vmid, { delete: "arch" })).status).toBe(200);
    await stopGuest(world, vmid);
    expect((await startGuest(world, vmid)).data).toMatch(/^missing 'arch' - internal error/);
  });

  it("can be locked by its administrator, and then neither be unlocked nor removed", async () => {
    const vmid = await stopped();
    expect((await changeGuest(world, vmid, { lock: "backup" })).status).toBe(200);
    const refused = { status: 500, message: "CT is locked (backup)" };
    expect(await changeGuest(world, vmid, { delete: "lock" })).toMatchObject(refused);
    expect(await bench.ask("DELETE", String(vmid), { force: 1 })).toMatchObject(refused);
  });

  it("is not changed by who has seen another state of it", async () => {
    const vmid = await stopped();
    const digest = (await currentConfiguration(world, vmid))["digest"];
    expect((await changeGuest(world, vmid, { cores: 1, digest })).status).toBe(200);
    expect(await changeGuest(world, vmid, { cores: 2, digest })).toMatchObject({
      status: 500,
      message: "detected modified configuration - file changed by other user? Try again.",
    });
  });

  it("takes no interface that is larger than its bridge", async () => {
    const vmid = await stopped();
    expect(await changeGuest(world, vmid, { net0: "name=eth0,bridge=vmbr0,mtu=9000" })).toMatchObject({
      status: 500,
      message: "net0: MTU size '9000' is bigger than bridge MTU '1500'",
    });
  });

  it("keeps a protected container's volumes where they are", async () => {
    const vmid = await stopped({ mp0: "local:1,mp=/data", protection: 1 });
    for (const [change, problem] of [
      [{ mp0: "local:2,mp=/data" }, `can't update CT ${vmid} drive 'mp0'`],
      [{ delete: "mp0" }, `can't remove CT ${vmid} drive 'mp0'`],
    ] as const)
      expect(await changeGuest(world, vmid, change)).toMatchObject({
        status: 500,
        message: `${problem} - protection mode enabled`,
      });
  });

  it("loses a volume for good only when it is removed as an unused one", async () => {
    const vmid = await stopped({ mp0: "local:1,mp=/data" });
    const listed = async () =>
      (
        (await bench.simulation.get(`/nodes/pve1/storage/local/content`, { vmid })) as readonly {
          readonly volid: string;
          readonly content: string;
        }[]
      ).map(({ volid, content }) => `${content} ${volid}`);
    const volume = `rootdir local:${vmid}/vm-${vmid}-disk-1.raw`;
    await changeGuest(world, vmid, { delete: "mp0" });
    expect(await listed()).toContain(volume);
    await changeGuest(world, vmid, { delete: "unused0" });
    expect(await listed()).not.toContain(volume);
  });

  it("keeps variables as lines of its file, one each, and has them from there again", async () => {
    const vmid = await stopped();
    await changeGuest(world, vmid, { env: "A=1\0B=2" });
    const root = join(world.directory, "files");
    writeNodeFiles(world, root);
    const file = join(root, `nodes/pve1/lxc/${vmid}.conf`);
    expect(readFileSync(file, "utf8")).toContain(
      "lxc.environment.runtime: A=1\nlxc.environment.runtime: B=2\n",
    );
    readNodeFile(world, `/etc/pve/nodes/pve1/lxc/${vmid}.conf`, file);
    expect(await currentConfiguration(world, vmid)).toHaveProperty("env", "A=1\0B=2");
  });
});
