import { describe, expect, it } from "vitest";

import { simulate } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";

describe("HA groups", () => {
  it("are made, changed and removed before release 9, unless a resource is in one", async () => {
    await using simulation = await simulate({ release: "8.4" });
    await simulation.ended(await simulation.post("/nodes/pve1/qemu", { vmid: 100 }));
    await simulation.post("/cluster/ha/groups", { group: "one", nodes: "pve1:2", restricted: 1 });
    await simulation.put("/cluster/ha/groups/one", { comment: "first" });
    expect(await simulation.get("/cluster/ha/groups")).toMatchObject([
      { group: "one", type: "group", nodes: "pve1:2", restricted: 1, comment: "first" },
    ]);
    await simulation.post("/cluster/ha/resources", { sid: "vm:100", group: "one", state: "ignored" });
    const removal = { verb: "DELETE", path: "/cluster/ha/groups/one" } as const;
    expect((await asked(simulation.world, removal)).message).toContain(
      "ha group is used by service 'vm:100'",
    );
    await simulation.delete("/cluster/ha/resources/vm:100");
    await simulation.delete("/cluster/ha/groups/one");
    expect(await simulation.get("/cluster/ha/groups")).toEqual([]);
  });
});
