import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";
import type { Executor, StartExecutor } from "../../contract/executor.js";
import { startPluginExecutor } from "../../contract/plugin-executor.js";

const executors: readonly (readonly [string, StartExecutor])[] = [
  ["the engine", startEngineExecutor],
  ["the plugin", startPluginExecutor],
];

const code = {
  node_name: "pve1",
  name: "vmbr0",
  address: "192.0.2.10/24",
  gateway: "192.0.2.1",
};

for (const [name, start] of executors)
  describe(`the bridge that a node is reached by, under ${name}`, () => {
    let pve: Simulation;
    let executor: Executor;
    beforeEach(async () => {
      pve = await simulate();
      executor = await start("proxmox_network_linux_bridge", pve);
      const { errors } = await executor.import(code, "pve1:vmbr0");
      expect(errors).toEqual([]);
    });
    afterEach(async () => {
      await executor.close();
      await pve.close();
    });

    const found = async (planned: Promise<Awaited<ReturnType<Executor["plan"]>>>) => {
      const { diagnostics } = await planned;
      return diagnostics.map(({ severity, summary }) => `${severity}: ${summary}`);
    };
    const refused = ["error: pve1 is reached by vmbr0"];

    it("keeps its address and is not removed", async () => {
      expect(await found(executor.plan({ ...code, address: "192.0.2.99/24" }))).toEqual(refused);
      expect(await found(executor.plan({ ...code, autostart: false }))).toEqual(refused);
      expect(await found(executor.planRemoval())).toEqual(refused);
      expect(await found(executor.plan({ ...code, name: "vmbr1" }))).toContain(refused[0]);
    });

    it("changes otherwise with a warning, and is free to be commented", async () => {
      expect(await found(executor.plan({ ...code, vlan_aware: true }))).toEqual([
        "warning: pve1 is reached by vmbr0",
      ]);
      expect(await found(executor.plan({ ...code, comment: "the one" }))).toEqual([]);
    });

    it("is told from the bridge that only has another address", async () => {
      await pve.post("/nodes/pve1/network", {
        iface: "vmbr1",
        type: "bridge",
        cidr: "10.0.0.1/24",
        autostart: 1,
      });
      await pve.ended(await pve.put("/nodes/pve1/network"));
      const other = await start("proxmox_network_linux_bridge", pve);
      await other.import({ ...code, name: "vmbr1" }, "pve1:vmbr1");
      expect(await found(other.planRemoval())).toEqual([]);
      await other.close();
    });
  });
