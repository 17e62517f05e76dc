import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import {
  changeGuest,
  currentConfiguration,
  makeGuest,
  measuringNode,
  pendingRows,
  startGuest,
  type Values,
} from "./tables.js";

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

let next = 200;

async function guest(parameters: Values, { runs }: { readonly runs: boolean }): Promise<number> {
  const vmid = next++;
  expect((await makeGuest(simulation.world, vmid, parameters)).data).toBe("OK");
  if (runs) expect((await startGuest(simulation.world, vmid)).data).toBe("OK");
  return vmid;
}

const change = (vmid: number, parameters: Values) => changeGuest(simulation.world, vmid, parameters);
const waiting = async (vmid: number) =>
  (await pendingRows(simulation.world, vmid)).filter((row) => "pending" in row || "delete" in row);

describe("a start", () => {
  it.each([
    [{ hotplug: "memory" }, "NUMA needs to be enabled for memory hotplug"],
    [{ hotplug: "memory", numa: 1, memory: 512 }, "minimum memory must be 1024MB"],
    [{ numa: 1, numa0: "cpus=0,memory=64" }, "total memory for NUMA nodes must be equal to vm static memory"],
    [
      { numa: 1, memory: 128, hugepages: "1024" },
      "Memory size 128 is not a multiple of the requested hugepages size 1024",
    ],
    [
      { machine: "pc-q35-99.0" },
      "Installed QEMU version '10.2.2' is too old to run machine type 'pc-q35-99.0+pve0', please upgrade node 'pve1'",
    ],
    [{ cores: 64 }, "MAX 8 vcpus allowed per VM on this node"],
    [{ net0: "virtio,bridge=effnone" }, "bridge 'effnone' does not exist"],
    [{ usb0: "mapping=effnone" }, "USB device mapping not found for 'effnone'"],
  ])("with %j, which a creation accepts, fails", async (parameters, text) => {
    const vmid = await guest(parameters, { runs: false });
    expect((await startGuest(simulation.world, vmid)).data).toBe(text);
  });
});

describe("a change of a running guest", () => {
  it("that waits can be taken back, or taken further", async () => {
    const vmid = await guest({ cores: 1 }, { runs: true });
    await change(vmid, { cores: 2 });
    expect(await waiting(vmid)).toEqual([{ key: "cores", value: 1, pending: 2 }]);
    await change(vmid, { delete: "cores" });
    expect(await waiting(vmid)).toEqual([{ key: "cores", value: 1, delete: 1 }]);
    await change(vmid, { revert: "cores" });
    expect(await waiting(vmid)).toEqual([]);
  });

  it("that fails in part is taken as far as it goes, and waits for the rest", async () => {
    const vmid = await guest({ name: "one" }, { runs: true });
    const answer = await change(vmid, { name: "two", net0: "virtio=BC:24:11:00:00:01,bridge=effnone" });
    expect(answer).toMatchObject({
      status: 400,
      errors: { net0: expect.stringContaining("netdev_add") as string },
    });
    expect(await currentConfiguration(simulation.world, vmid)).toMatchObject({ name: "two" });
    expect(await waiting(vmid)).toEqual([
      { key: "net0", pending: "virtio=BC:24:11:00:00:01,bridge=effnone" },
    ]);
  });

  it("deletes a disk with its volume where force is asked for, and keeps the volume where not", async () => {
    const vmid = await guest(
      { scsihw: "virtio-scsi-single", scsi1: "local:1", scsi2: "local:1", boot: "order=scsi2" },
      { runs: true },
    );
    await change(vmid, { delete: "scsi1", force: 1 });
    const config = await currentConfiguration(simulation.world, vmid);
    expect(Object.keys(config).filter((key) => key.startsWith("unused"))).toEqual([]);
    await change(vmid, { scsi3: "local:1" });
    await change(vmid, { delete: "scsi3" });
    expect(await currentConfiguration(simulation.world, vmid)).toMatchObject({
      unused0: `local:${vmid}/vm-${vmid}-disk-0.raw`,
    });
  });

  it("is waited for in the request, where a delay is given", async () => {
    const vmid = await guest({}, { runs: true });
    const path = `/nodes/pve1/qemu/${vmid}/config`;
    const post = (parameters: Values) => asked(simulation.world, { verb: "POST", path, parameters });
    expect(await post({ name: "x", background_delay: 5 })).toEqual({ status: 200, data: null });
    expect(await post({ net0: "virtio,bridge=effnone", background_delay: 5 })).toMatchObject({
      status: 500,
      message: expect.stringMatching(
        /^failed to update VM \d+: 400 Parameter verification failed\. net0: hotplug problem - VM/,
      ) as string,
    });
  });
});

describe("cloud-init", () => {
  const keys = { ciuser: "ann", ipconfig0: "ip=192.0.2.5/24,gw=192.0.2.1", searchdomain: "example.test" };

  it("tells what its drive says and shall say, until the drive is made anew", async () => {
    const vmid = await guest({ ide0: "local:cloudinit", ciuser: "ann" }, { runs: true });
    const rows = async () =>
      (await asked(simulation.world, { verb: "GET", path: `/nodes/pve1/qemu/${vmid}/cloudinit` })).data;
    await change(vmid, { ciuser: "bob", nameserver: "192.0.2.53" });
    expect(await rows()).toEqual([
      { key: "ciuser", value: "ann", pending: "bob" },
      { key: "nameserver", pending: "192.0.2.53" },
    ]);
    await asked(simulation.world, { verb: "PUT", path: `/nodes/pve1/qemu/${vmid}/cloudinit` });
    expect(await rows()).toEqual([
      { key: "ciuser", value: "bob" },
      { key: "nameserver", value: "192.0.2.53" },
    ]);
  });

  it("shows the files that it makes", async () => {
    const vmid = await guest({ name: "web", net0: "virtio=BC:24:11:00:00:0A", ...keys }, { runs: false });
    const dump = async (type: string) =>
      (
        await asked(simulation.world, {
          verb: "GET",
          path: `/nodes/pve1/qemu/${vmid}/cloudinit/dump`,
          parameters: { type },
        })
      ).data;
    expect(await dump("user")).toContain(
      "hostname: web\nmanage_etc_hosts: true\nfqdn: web.example.test\nuser: ann\n",
    );
    expect(await dump("network")).toContain(
      "      mac_address: 'bc:24:11:00:00:0a'\n      subnets:\n      - type: static\n        address: '192.0.2.5'\n        netmask: '255.255.255.0'\n        gateway: '192.0.2.1'\n",
    );
    expect(await dump("meta")).toMatch(/^instance-id: [0-9a-f]{40}\n$/);
  });
});
