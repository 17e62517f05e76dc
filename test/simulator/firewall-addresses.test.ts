import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
});
afterEach(() => simulation.close());

describe("comments of the firewall's names and sets", () => {
  it("are gone where an empty one is written", async () => {
    const aliases = "/cluster/firewall/aliases";
    await simulation.post(aliases, { name: "net", cidr: "10.0.0.0/8", comment: "one" });
    await simulation.put(`${aliases}/net`, { cidr: "10.0.0.0/8", comment: "" });
    expect(await simulation.get(`${aliases}/net`)).not.toHaveProperty("comment");
    const sets = "/cluster/firewall/ipset";
    await simulation.post(sets, { name: "some", comment: "one" });
    await simulation.post(sets, { name: "some", rename: "some", comment: "" });
    expect(((await simulation.get(sets)) as readonly object[])[0]).not.toHaveProperty("comment");
  });

  it("stay with a set that is renamed without one", async () => {
    const sets = "/cluster/firewall/ipset";
    await simulation.post(sets, { name: "some", comment: "one" });
    await simulation.post(`${sets}/some`, { cidr: "10.0.0.1" });
    await simulation.post(sets, { name: "other", rename: "some" });
    expect(await simulation.get(sets)).toMatchObject([{ name: "other", comment: "one" }]);
    expect(await simulation.get(`${sets}/other`)).toMatchObject([{ cidr: "10.0.0.1" }]);
  });
});
