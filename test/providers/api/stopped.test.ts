import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { realClock } from "../../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { throughEngine, throughPlugin, type Stoppable } from "./stoppable.js";

const code = { vmid: 100, node: "pve1", disks: { scsi0: { storage: "local", size: "1G" } } };
const start = { verb: "POST", path: "/nodes/*/qemu/*/status/start" };
const lockTimeout = "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout";

/** How often a guest was told to start. */
const startsOf = ({ requests }: Simulation) =>
  requests.filter(({ verb, path }) => verb === start.verb && path.endsWith("/status/start")).length;

describe.each([
  ["the engine", throughEngine],
  ["the plugin, by StopProvider,", throughPlugin],
] as const)("an apply through %s that is stopped", (_, through) => {
  let pve: Simulation;
  let stoppable: Stoppable | undefined;
  beforeEach(async () => {
    pve = await simulate({ clock: realClock() });
  });
  afterEach(async () => {
    await stoppable?.close();
    await pve.close();
  });

  const creations = async () => {
    const tasks = (await pve.get("/cluster/tasks")) as readonly {
      readonly type: string;
      readonly status?: string;
    }[];
    return tasks.filter(({ type }) => type === "qmcreate");
  };

  it("while Proxmox VE works ends the task, says so, and writes no guest down", async () => {
    pve.faults.add({ when: { task: "qmcreate" }, then: { delay: 120_000 } });
    stoppable = await through(pve, code);
    const applying = stoppable.apply();
    await expect.poll(creations, { timeout: 30_000 }).toHaveLength(1);
    await stoppable.stop();
    expect(await applying).toContain("interrupted, and the task that ran was stopped");
    // A task that runs has no status yet.
    expect((await creations()).map(({ status }) => status !== undefined)).toEqual([true]);
    expect(await stoppable.state()).not.toContain("proxmox_vm");
  });

  it("while somebody else holds a lock asks no more for it, and says what it waited for", async () => {
    pve.faults.add({ when: start, then: { status: 500, message: lockTimeout } });
    stoppable = await through(pve, { ...code, running: true });
    const applying = stoppable.apply();
    await expect.poll(() => startsOf(pve), { timeout: 30_000 }).toBeGreaterThan(0);
    await stoppable.stop();
    expect(await applying).toContain("can't lock file");
    // Not stopped, it is sent twelve times.
    expect(startsOf(pve)).toBeLessThan(12);
  });
});

describe("an apply through the engine that was stopped while somebody held a lock", () => {
  it("is gone on with by the next one, which makes no second guest", async () => {
    await using pve = await simulate({ clock: realClock() });
    const fault = pve.faults.add({ when: start, then: { status: 500, message: lockTimeout } });
    const stoppable = await throughEngine(pve, { node: code.node, disks: code.disks, running: true });
    try {
      const applying = stoppable.apply();
      await expect.poll(() => startsOf(pve), { timeout: 30_000 }).toBeGreaterThan(0);
      await stoppable.stop();
      expect(await applying).toContain("proxmox_vm");
      expect(await stoppable.state()).not.toContain("proxmox_vm");
      pve.faults.remove(fault.id);
      expect(await stoppable.apply()).toBe("[]");
      expect(await stoppable.state()).toContain("proxmox_vm");
      expect([...pve.world.guests.keys()]).toEqual([100]);
    } finally {
      await stoppable.close();
    }
  });
});
