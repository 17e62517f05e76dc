import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";

const path = "/nodes/pve1/network";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
});
afterEach(() => simulation.close());

const isReal = () => simulation.world.nodes.get("pve1")?.interfaces.has("vmbr1");

describe("a node's interfaces", () => {
  it("are staged until they are applied", async () => {
    await simulation.post(path, { iface: "vmbr1", type: "bridge", cidr: "10.1.0.1/24", autostart: 1 });
    expect(isReal()).toBe(false);
    await simulation.world.tasks.ended(String(await simulation.put(path)));
    expect(isReal()).toBe(true);
    expect(await simulation.get(`${path}/vmbr1`)).toMatchObject({ address: "10.1.0.1", netmask: "24" });
  });

  it("are dropped together", async () => {
    await simulation.post(path, { iface: "vmbr1", type: "bridge" });
    await simulation.post(path, { iface: "bond0", type: "bond", slaves: "eth0" });
    await simulation.delete(path);
    expect(await simulation.get(path)).toHaveLength(2);
  });

  it("lose an address that a change does not repeat", async () => {
    await simulation.put(`${path}/vmbr0`, { type: "bridge" });
    const changed = await simulation.get(`${path}/vmbr0`);
    expect(changed).toMatchObject({ method: "manual" });
    expect(changed).not.toHaveProperty("cidr");
  });

  it("keep a gateway that a change does not repeat, as long as there is an address", async () => {
    await simulation.put(`${path}/vmbr0`, { type: "bridge", cidr: "192.0.2.20/24" });
    expect(await simulation.get(`${path}/vmbr0`)).toMatchObject({ gateway: "192.0.2.1" });
    await simulation.put(`${path}/vmbr0`, { type: "bridge", cidr: "192.0.2.20/24", delete: "gateway" });
    expect(await simulation.get(`${path}/vmbr0`)).not.toHaveProperty("gateway");
  });

  it("know VLANs by whatever value is sent, until that is taken out", async () => {
    await simulation.post(path, { iface: "vmbr1", type: "bridge", bridge_vlan_aware: 0 });
    expect(await simulation.get(`${path}/vmbr1`)).toMatchObject({
      bridge_vlan_aware: 1,
      bridge_vids: "2-4094",
    });
    await simulation.put(`${path}/vmbr1`, { type: "bridge", bridge_vids: "5" });
    await simulation.put(`${path}/vmbr1`, { type: "bridge" });
    expect(await simulation.get(`${path}/vmbr1`)).toMatchObject({ bridge_vids: "5" });
    await simulation.put(`${path}/vmbr1`, { type: "bridge", delete: "bridge_vlan_aware" });
    expect(await simulation.get(`${path}/vmbr1`)).not.toHaveProperty("bridge_vids");
  });

  it("have one default gateway", async () => {
    const parameters = { iface: "vmbr1", type: "bridge", cidr: "10.1.0.2/24", gateway: "10.1.0.1" };
    expect((await asked(simulation.world, { verb: "POST", path, parameters })).errors).toEqual({
      gateway: "Default gateway already exists on interface 'vmbr0'.",
    });
  });
});
