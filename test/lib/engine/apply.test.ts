import { describe, expect, it } from "vitest";

import { Workshop } from "./workshop.js";

describe("plan and apply", () => {
  it("makes what refers after what it refers to, and the next plan is empty", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: { base: { name: "base", size: 2 }, top: { name: "top", comment: "on ${toy_guest.web.id}" } },
      toy_guest: {
        web: {
          name: "web-${toy_thing.base.revision}",
          cores: 2,
          disks: { scsi0: { storage: "local", gibibytes: 4 } },
        },
      },
      toy_settings: { all: { motd: "from ${toy_thing.top.name}" } },
    });
    const result = await shop.apply();
    expect(result).toMatchObject({ outcome: "done", failed: [], skipped: [] });
    expect(shop.world.written()).toEqual([
      "create thing base",
      "create guest web-1",
      "task configure web-1",
      "create thing top",
      "set settings motd",
    ]);
    expect(shop.world.things.get("top")).toMatchObject({ comment: "on 100" });
    const again = await shop.plan();
    expect(Workshop.actions(again)).toEqual({});
    expect(again.drift).toEqual([]);
    expect(shop.world.connections).toBe(0);
  });
});
