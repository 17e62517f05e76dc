import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "./engine-executor.js";
import type { Executor } from "./executor.js";
import { startPluginExecutor } from "./plugin-executor.js";

const code = { name: "web", node: "pve1", vmid: 100 };

describe.each([
  ["the engine", startEngineExecutor],
  ["the plugin", startPluginExecutor],
] as const)("a task of Proxmox VE that %s waits for", (_, start) => {
  let pve: Simulation;
  let executor: Executor;

  beforeEach(async () => {
    pve = await simulate();
    executor = await start("proxmox_vm", pve);
  });
  afterEach(async () => {
    await executor.close();
    await pve.close();
  });

  it("and that warns is done, and what it warns of is told as a warning", async () => {
    pve.faults.add({ when: { task: "qmcreate" }, then: { warn: "the EFI disk has old certificates" } });
    const { errors, instance } = await (await executor.plan(code)).apply();
    expect([errors, instance?.attributes["vmid"]]).toEqual([[], 100]);
    expect(await executor.written()).toMatch(
      /"severity":"warning","summary":"the EFI disk has old certificates","detail":"Proxmox VE's task UPID:pve1:/,
    );
    expect((await executor.plan(code)).action).toBe("none");
  });

  it("and that fails is an error with the end of its log", async () => {
    pve.faults.add({ when: { task: "qmcreate" }, then: { fail: "no space left on device", at: "end" } });
    const { errors } = await (
      await executor.plan({ ...code, disks: { scsi0: { storage: "local", size: "1G" } } })
    ).apply();
    expect(errors).toMatchObject([{ summary: "Proxmox VE's task failed: no space left on device" }]);
    expect(errors[0]?.detail).toMatch(
      /^UPID:pve1:.*:qmcreate:100:.*\nIts log ends with:\n(?: {2}.*\n)* {2}.*no space left on device/,
    );
  });
});
