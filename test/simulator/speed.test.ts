import { Agent, get } from "node:https";

import { describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/index.js";

/** Milliseconds of the processor, whatever else the machine does meanwhile. */
async function processorTime(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function ask({ endpoint, token }: Simulation, path: string, agent: Agent | false): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `PVEAPIToken=${token}` };
    get(`${endpoint}/api2/json${path}`, { headers, agent, rejectUnauthorized: false }, (response) =>
      response.resume().once("end", resolve),
    ).once("error", reject);
  });
}

/** The bounds of the bench, three times over, in time of the processor: what is far slower has a reason. */
describe("the simulator", { timeout: 120_000 }, () => {
  it("starts and gives a first answer in 300 milliseconds", async () => {
    await (await simulate()).close();
    const time = await processorTime(async () => {
      await using pve = await simulate();
      await ask(pve, "/version", false);
    });
    expect(time).toBeLessThan(300);
  });

  it("gives 2,000 answers in 3 seconds, the client's work included", async () => {
    await using pve = await simulate({ guests: [{ config: { cores: 2, scsi0: "local:8" } }] });
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const time = await processorTime(async () => {
      let left = 2000;
      const worker = async () => {
        while (left-- > 0) await ask(pve, "/nodes/pve1/qemu/100/config", agent);
      };
      await Promise.all(Array.from({ length: 4 }, worker));
    });
    agent.destroy();
    expect(time).toBeLessThan(3000);
  });

  it("holds 1,000 guests in less than 80 MB", async () => {
    const before = process.memoryUsage().rss;
    await using pve = await simulate({ guests: [{ count: 1000, config: { cores: 2, scsi0: "local:8" } }] });
    expect(await pve.get("/cluster/resources", { type: "vm" })).toHaveLength(1000);
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(80);
  });
});
