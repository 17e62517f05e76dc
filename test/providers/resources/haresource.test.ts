import { afterEach, describe, expect, it } from "vitest";

import { haresource } from "../../../providers/proxmox/resources/cluster/haresource.js";
import { applied, apply, plan, stand, type Stand } from "./stand.js";

let at: Stand;
afterEach(() => at.close());

async function begin(release: "8.4" | "9.2"): Promise<void> {
  at = await stand({ release });
  await at.pve.ended(await at.pve.post("/nodes/pve1/qemu", { vmid: 100 }));
}

const code = { resource_id: "vm:100", state: "ignored" };
const onServer = () => at.pve.get("/cluster/ha/resources/vm:100");

describe("an HA resource's group", () => {
  it("is set, changed and taken out where there are groups, before Proxmox VE 9", async () => {
    await begin("8.4");
    for (const group of ["first", "second"])
      await at.pve.post("/cluster/ha/groups", { group, nodes: "pve1" });
    const made = await applied(at, haresource, { code: { ...code, group: "first" } });
    expect(await onServer()).toMatchObject({ group: "first" });
    const changed = await applied(at, haresource, { prior: made, code: { ...code, group: "second" } });
    expect(await onServer()).toMatchObject({ group: "second" });
    expect(
      (await plan(at, haresource, { prior: changed, code: { ...code, group: "second" } })).decision.action,
    ).toBe("none");
    await applied(at, haresource, { prior: changed, code });
    expect(await onServer()).not.toHaveProperty("group");
  });

  it("must be there", async () => {
    await begin("8.4");
    const { diagnostics, instance } = await apply(at, haresource, { code: { ...code, group: "nowhere" } });
    expect(diagnostics[0]?.summary).toContain("HA group 'nowhere' does not exist");
    expect(instance).toBeUndefined();
  });

  it("is refused since Proxmox VE 9 in its own words, and nothing is made", async () => {
    await begin("9.2");
    const { diagnostics, instance } = await apply(at, haresource, { code: { ...code, group: "first" } });
    expect(diagnostics[0]?.summary).toContain("ha groups have been migrated to rules");
    expect(instance).toBeUndefined();
    await expect(onServer()).rejects.toThrow();
  });

  it("goes without failback before Proxmox VE 9, which says so of the attribute", async () => {
    await begin("8.4");
    const { diagnostics } = await apply(at, haresource, { code: { ...code, failback: false } });
    expect(diagnostics[0]).toMatchObject({ severity: "error", path: ["failback"] });
  });
});
