import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
  await ask("POST", "/cluster/sdn/zones", { zone: "z1", type: "simple", ipam: "pve" });
  await ask("POST", "/cluster/sdn/vnets", { vnet: "v1", zone: "z1", alias: "one" });
  await ask("POST", "/cluster/sdn/vnets/v1/subnets", {
    subnet: "10.9.0.0/24",
    type: "subnet",
    gateway: "10.9.0.1",
  });
});
afterEach(() => simulation.close());

const ask = (verb: string, path: string, parameters = {}): Promise<Answer> =>
  asked(simulation.world, { verb, path, parameters });

async function apply(): Promise<void> {
  const { data } = await ask("PUT", "/cluster/sdn");
  await simulation.world.tasks.ended(String(data));
}

describe("software-defined networks", () => {
  it("stages every write until it is applied", async () => {
    expect((await ask("GET", "/cluster/sdn/vnets", { pending: 1 })).data).toEqual([
      { vnet: "v1", type: "vnet", digest: null, state: "new", pending: { zone: "z1", alias: "one" } },
    ]);
    expect((await ask("GET", "/cluster/sdn/vnets", { running: 1 })).data).toEqual([]);
    await apply();
    expect((await ask("GET", "/cluster/sdn/vnets", { pending: 1 })).data).toEqual([
      { vnet: "v1", type: "vnet", digest: null, zone: "z1", alias: "one" },
    ]);
    expect((await ask("GET", "/cluster/sdn/vnets", { running: 1 })).data).toHaveLength(1);
    expect((await ask("GET", "/nodes/pve1/sdn/zones")).data).toEqual([{ zone: "z1", status: "available" }]);
  });

  it("tells a change and a removal from what runs", async () => {
    await apply();
    await ask("PUT", "/cluster/sdn/zones/z1", { mtu: 1450, delete: "ipam" });
    expect((await ask("GET", "/cluster/sdn/zones/z1", { pending: 1 })).data).toMatchObject({
      state: "changed",
      ipam: "pve",
      pending: { mtu: 1450, ipam: "deleted" },
    });
    await ask("DELETE", "/cluster/sdn/vnets/v1/subnets/z1-10.9.0.0-24");
    await ask("DELETE", "/cluster/sdn/vnets/v1");
    expect((await ask("GET", "/cluster/sdn/vnets", { pending: 1 })).data).toMatchObject([
      { state: "deleted" },
    ]);
    await ask("POST", "/cluster/sdn/rollback");
    expect((await ask("GET", "/cluster/sdn/vnets/v1")).data).toMatchObject({ alias: "one" });
    expect((await ask("GET", "/cluster/sdn/zones/z1")).data).not.toHaveProperty("mtu");
  });

  it("lets nothing go that something else needs", async () => {
    expect((await ask("DELETE", "/cluster/sdn/zones/z1")).message).toBe(
      "delete sdn zone object failed: zone z1 is used by vnet v1",
    );
    expect((await ask("DELETE", "/cluster/sdn/vnets/v1")).message).toContain(
      "Can't delete vnet if subnets exists",
    );
  });

  it("lets only the holder of the lock write", async () => {
    await apply();
    const { data: token } = await ask("POST", "/cluster/sdn/lock");
    const without = await ask("PUT", "/cluster/sdn/zones/z1", { mtu: 1450 });
    expect(without.message).toBe("update sdn zone object failed: invalid lock token provided!");
    const change = { mtu: 1450, "lock-token": token };
    expect((await ask("PUT", "/cluster/sdn/zones/z1", change)).status).toBe(200);
    expect((await ask("GET", "/cluster/sdn/zones/z1")).data).not.toHaveProperty("lock-token");
  });

  it("lets guests use a vnet once it is applied", async () => {
    const finished = async (path: string, parameters: object) => {
      const upid = String((await ask("POST", path, parameters)).data);
      await simulation.world.tasks.ended(upid);
      return simulation.world.tasks.find(upid).exit;
    };
    await finished("/nodes/pve1/qemu", { vmid: 100, net0: "virtio,bridge=v1" });
    expect(await finished("/nodes/pve1/qemu/100/status/start", {})).toBe("bridge 'v1' does not exist");
    await apply();
    expect(await finished("/nodes/pve1/qemu/100/status/start", {})).toBe("OK");
  });

  it("gives addresses away in subnets that are applied", async () => {
    const address = { zone: "z1", ip: "10.9.0.50", mac: "BC:24:11:00:00:01" };
    expect((await ask("POST", "/cluster/sdn/vnets/v1/ips", address)).message).toMatch(
      /^can't find any subnet/,
    );
    await apply();
    await ask("POST", "/cluster/sdn/vnets/v1/ips", address);
    expect((await ask("GET", "/cluster/sdn/ipams/pve/status")).data).toMatchObject([
      { ip: "10.9.0.1", gateway: 1 },
      { ip: "10.9.0.50", subnet: "10.9.0.0/24", vnet: "v1" },
    ]);
  });
});
