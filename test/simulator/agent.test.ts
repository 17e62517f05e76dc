import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { scriptAgent } from "../../providers/proxmox/simulator/qemu/agent/script.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import { makeGuest, measuringNode, startGuest, type Values } from "./tables.js";

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

let next = 300;

async function guest(parameters: Values): Promise<number> {
  const vmid = next++;
  expect((await makeGuest(simulation.world, vmid, parameters)).data).toBe("OK");
  return vmid;
}

const agent = (verb: string, asking: string, parameters: Values = {}) =>
  asked(simulation.world, { verb, path: `/nodes/pve1/qemu/${asking.replace("/", "/agent/")}`, parameters });

async function answering(): Promise<number> {
  const vmid = await guest({ agent: 1, net0: "virtio=BC:24:11:00:63:01,bridge=vmbr0" });
  scriptAgent(simulation.world, vmid, {
    answers: true,
    files: { "/etc/motd": "hello" },
    commands: { "uname -s": { out: "Linux\n" }, false: { exitcode: 1 } },
  });
  expect((await startGuest(simulation.world, vmid)).data).toBe("OK");
  return vmid;
}

describe("a guest's agent", () => {
  it("is told apart from one that is not configured, not started and not there", async () => {
    const without = await guest({});
    expect(await agent("POST", `${without}/ping`)).toMatchObject({
      message: "No QEMU guest agent configured",
    });
    const vmid = await guest({ agent: 1 });
    expect(await agent("POST", `${vmid}/ping`)).toMatchObject({ message: `VM ${vmid} is not running` });
    await startGuest(simulation.world, vmid);
    expect(await agent("POST", `${vmid}/ping`)).toMatchObject({ message: "QEMU guest agent is not running" });
  });

  it("tells the addresses of the guest's cards", async () => {
    const { data } = await agent("GET", `${await answering()}/network-get-interfaces`);
    expect(data).toMatchObject({
      result: [
        { name: "lo" },
        {
          name: "eth0",
          "hardware-address": "bc:24:11:00:63:01",
          "ip-addresses": [{ "ip-address": "10.77.99.1" }, { "ip-address": "fe80::be24:11ff:fe00:6301" }],
        },
      ],
    });
  });

  it("runs what the test scripted, and tells how it ended", async () => {
    const vmid = await answering();
    const run = async (command: readonly string[]) => {
      const { pid } = (await agent("POST", `${vmid}/exec`, { command })).data as { pid: number };
      return (await agent("GET", `${vmid}/exec-status`, { pid })).data;
    };
    expect(await run(["uname", "-s"])).toEqual({ exited: 1, exitcode: 0, "out-data": "Linux\n" });
    expect(await run(["false"])).toEqual({ exited: 1, exitcode: 1 });
  });

  it("keeps the files that are written into it", async () => {
    const vmid = await answering();
    expect((await agent("GET", `${vmid}/file-read`, { file: "/etc/motd" })).data).toMatchObject({
      content: "hello",
    });
    await agent("POST", `${vmid}/file-write`, { file: "/tmp/new", content: "text" });
    expect((await agent("GET", `${vmid}/file-read`, { file: "/tmp/new", count: 2 })).data).toMatchObject({
      content: "te",
      truncated: 1,
    });
    expect((await agent("GET", `${vmid}/file-read`, { file: "/nowhere" })).status).toBe(500);
  });

  it("stays frozen until it is thawed", async () => {
    const vmid = await answering();
    await agent("POST", `${vmid}/fsfreeze-freeze`);
    expect((await agent("POST", `${vmid}/fsfreeze-status`)).data).toEqual({ result: "frozen" });
    await agent("POST", `${vmid}/fsfreeze-thaw`);
    expect((await agent("POST", `${vmid}/fsfreeze-status`)).data).toEqual({ result: "thawed" });
  });
});
