import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { stand, type Stand } from "./world.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
});
afterAll(() => at.close());

const web: ValueObject = {
  name: "web",
  cores: 2,
  memory: 2048,
  tags: ["b", "A"],
  agent: { enabled: true },
  machine: { type: "q35" },
  disks: { scsi0: { storage: "local", size: "4G", ssd: true } },
  network: { net0: { bridge: "vmbr0", firewall: true } },
};

describe("a new guest", () => {
  it("is made as wished, and the plan after it is empty", async () => {
    const made = await at.make(undefined, web);
    const vmid = made.attributes["vmid"] as number;
    expect(await at.configuration(vmid)).toMatchObject({
      name: "web",
      cores: 2,
      memory: "2048",
      tags: "a;b",
      agent: "1",
      machine: "q35",
      scsi0: expect.stringMatching(/^local:.*,size=4G,ssd=1$/) as string,
      net0: expect.stringMatching(/^virtio=[0-9A-F:]+,bridge=vmbr0,firewall=1$/) as string,
    });
    expect(made.attributes).toMatchObject({ id: String(vmid), current_node: "pve1" });
    const seen = await at.read(made);
    expect(at.plan(seen, web)).toMatchObject({ action: "none", diagnostics: [] });
  });
});
