import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { hasErrors } from "../../../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { Stand } from "../guest-stand.js";
import { stand, template } from "./world.js";

let at: Stand;
beforeEach(async () => {
  at = await stand();
});
afterEach(() => at.close());

const code: ValueObject = {
  os_template: template,
  hostname: "web",
  network: { net0: { name: "eth0", bridge: "vmbr0" } },
  running: true,
};
const creation = { verb: "POST", path: "/nodes/*/lxc", times: 1 };

const containers = async () =>
  ((await at.pve.get("/nodes/pve1/lxc")) as readonly { readonly vmid: string; readonly name: string }[])
    .map(({ vmid, name }) => [Number(vmid), name])
    .sort();

describe("a container whose creation was lost", () => {
  it("is found by the MAC address that only its own request carried, and made once", async () => {
    at.pve.faults.add({ when: creation, then: { reset: "after" } });
    const made = await at.make(undefined, code);
    expect(await containers()).toEqual([[100, "web"]]);
    expect(made.attributes).toMatchObject({ vmid: 100, running: true });
    expect(await at.isRunning(100)).toBe(true);
    expect(at.plan(await at.read(made), code).action).toBe("none");
  });

  it("has an address under the prefix of its cluster, which the journal knew before it was sent", async () => {
    await at.pve.put("/cluster/options", { mac_prefix: "02:ab:" });
    at.pve.faults.add({ when: { verb: "POST", path: "/nodes/*/lxc/*/status/start" }, then: { status: 500 } });
    const { diagnostics } = await at.bring(undefined, code);
    expect(hasErrors(diagnostics)).toBe(true);
    const [intent] = await at.journal.open("proxmox_container");
    expect(intent?.proof).toMatch(/^02:AB(:[0-9A-F]{2}){4}$/);
    expect((await at.configuration(100))["net0"]).toContain(`hwaddr=${intent?.proof ?? ""}`);
  });

  it("is told of where nothing in it can prove whose it is", async () => {
    at.pve.faults.add({ when: creation, then: { reset: "after" } });
    const { network: _none, ...bare } = code;
    const { diagnostics, instance } = await at.bring(undefined, bare);
    expect(instance).toBeUndefined();
    expect(diagnostics[0]?.summary).toContain("the answer to a write was lost");
    expect(await containers()).toEqual([[100, "web"]]);
  });

  it("keeps the address that its author gives, which proves nothing", async () => {
    const mac = "BC:24:11:00:00:AA";
    const given = { ...code, network: { net0: { name: "eth0", bridge: "vmbr0", mac } } };
    await at.make(undefined, given);
    expect((await at.configuration(100))["net0"]).toContain(mac);
    expect(await at.journal.open("proxmox_container")).toEqual([]);
  });
});
