import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { volumeExists } from "../../providers/proxmox/simulator/storages/volume.js";
import { asked } from "./asked.js";
import { ended, makeGuest, measuringNode, startGuest, type Values } from "./tables.js";

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

let next = 400;

async function running(parameters: Values = {}): Promise<number> {
  const vmid = next++;
  expect((await makeGuest(simulation.world, vmid, parameters)).data).toBe("OK");
  expect((await startGuest(simulation.world, vmid)).data).toBe("OK");
  return vmid;
}

const post = (asking: string, parameters: Values = {}, user = "root@pam") =>
  asked(simulation.world, { verb: "POST", path: `/nodes/pve1/qemu/${asking}`, parameters, user });
const power = async (vmid: number, action: string, parameters: Values = {}) =>
  (await ended(simulation.world, await post(`${vmid}/status/${action}`, parameters))).data;
const current = async (vmid: number) =>
  (await asked(simulation.world, { verb: "GET", path: `/nodes/pve1/qemu/${vmid}/status/current` }))
    .data as Values;
const stored = async (vmid: number) =>
  (await asked(simulation.world, { verb: "GET", path: `/nodes/pve1/qemu/${vmid}/config` })).data as Values;

describe("a running guest", () => {
  it("tells what QEMU says of it, and nothing of that once stopped", async () => {
    const vmid = await running({ net0: "virtio,bridge=vmbr0", memory: 256 });
    expect(await current(vmid)).toMatchObject({
      status: "running",
      "running-machine": "pc-i440fx-10.2+pve0",
      ballooninfo: { max_mem: 2 ** 28 },
      nics: { [`tap${vmid}i0`]: { netin: 0 } },
    });
    expect(await power(vmid, "stop")).toBe("OK");
    expect(Object.keys(await current(vmid))).not.toContain("nics");
  });

  it("keeps its memory on disk when suspended there, and starts from it", async () => {
    const vmid = await running({ memory: 256 });
    expect(await power(vmid, "suspend", { todisk: 1 })).toBe("OK");
    expect(await current(vmid)).toMatchObject({ status: "stopped", lock: "suspended" });
    expect(await stored(vmid)).toHaveProperty("vmstate");
    expect(await power(vmid, "start")).toBe("OK");
    expect(await current(vmid)).toMatchObject({ status: "running" });
    expect(await stored(vmid)).not.toHaveProperty("vmstate");
  });

  it("loses the memory that it left on disk with the key that tells of it", async () => {
    const vmid = await running({ memory: 256 });
    await power(vmid, "suspend", { todisk: 1 });
    const volume = String((await stored(vmid))["vmstate"]);
    await asked(simulation.world, {
      verb: "PUT",
      path: `/nodes/pve1/qemu/${vmid}/config`,
      parameters: { delete: "vmstate" },
    });
    expect(volumeExists(simulation.world, volume)).toBe(false);
    expect(await current(vmid)).not.toHaveProperty("lock");
  });

  it("tells more of its memory and drives as soon as its system is up", async () => {
    const vmid = await running({
      ide2: "local:iso/tiny.iso,media=cdrom",
      boot: "order=ide2",
      scsi0: "local:1",
    });
    expect(await current(vmid)).not.toHaveProperty("freemem");
    await simulation.clock.advance(20_000);
    const { freemem, blockstat } = await current(vmid);
    expect(freemem).toBeGreaterThan(0);
    expect(blockstat).toMatchObject({ scsi0: { idle_time_ns: expect.any(Number) as number } });
  });

  it("has a console, a terminal only with a serial line", async () => {
    const vmid = await running();
    expect((await post(`${vmid}/vncproxy`, { websocket: 1 })).data).toMatchObject({
      port: "5900",
      user: "root@pam",
      upid: expect.stringMatching(/:vncproxy:/) as string,
    });
    expect((await post(`${vmid}/termproxy`)).message).toBe("unable to find a serial interface");
  });

  it("can't be shut down while it is paused", async () => {
    const vmid = await running();
    expect(await power(vmid, "suspend")).toBe("OK");
    expect(await post(`${vmid}/status/shutdown`)).toMatchObject({
      status: 500,
      message: "VM is paused - cannot shutdown",
    });
    expect(await power(vmid, "resume")).toBe("OK");
  });

  it("answers its monitor as QEMU does", async () => {
    const vmid = await running();
    expect((await post(`${vmid}/monitor`, { command: "info status" })).data).toBe("VM status: running\r\n");
    expect((await post(`${vmid}/monitor`, { command: "bogus" })).data).toBe("unknown command: 'bogus'\r\n");
  });
});

it("Only root itself, not its token, may pass a lock", async () => {
  const vmid = await running();
  await asked(simulation.world, {
    verb: "PUT",
    path: `/nodes/pve1/qemu/${vmid}/config`,
    parameters: { lock: "backup" },
  });
  expect(await power(vmid, "stop")).toContain("VM is locked (backup)");
  expect(await power(vmid, "stop", { skiplock: 1 })).toBe("OK");
});
