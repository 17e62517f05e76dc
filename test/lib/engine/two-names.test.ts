import { describe, expect, it } from "vitest";

import { hasChanges, isApplicable, planDiagnostics } from "../../../lib/engine/plan.js";
import { Workshop } from "./workshop.js";

describe("a plan in which one object has two names", () => {
  it("refuses two resources that mean one object, but lets several say parts of what always exists", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: { a: { name: "same" }, b: { name: "same", size: 5 }, c: { name: "other" } },
      toy_settings: { motd: { motd: "hi" }, keyboard: { keyboard: "en" } },
    });
    const plan = await shop.plan();
    expect(isApplicable(plan)).toBe(false);
    expect(planDiagnostics(plan)).toMatchObject([
      {
        severity: "error",
        summary: "toy_thing.b means the same object as toy_thing.a",
        address: "toy_thing.b",
        detail: expect.stringContaining('Both have name = "same".') as string,
      },
    ]);
    await expect(shop.apply()).rejects.toThrow(/means the same object/);
    expect(shop.world.things.size).toBe(0);
  });

  it("refuses to destroy an object that the code only calls otherwise, and says how it is kept", async () => {
    const shop = await Workshop.open();
    const code = (name: string) => ({
      toy_guest: {
        [name]: { name: "web", number: 7, allow_data_loss: true, disks: { scsi0: { storage: "local" } } },
      },
      toy_thing: { [`${name}-thing`]: { name: "same" } },
    });
    await shop.code(code("a"));
    await shop.apply();
    shop.world.written();
    await shop.code(code("b"));
    const diagnostics = planDiagnostics(await shop.plan());
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "toy_guest.b means the object that the state holds as toy_guest.a",
        address: "toy_guest.b",
        construct: "web/b",
        detail: expect.stringContaining("Both have number = 7.") as string,
      },
      { summary: "toy_thing.b-thing means the object that the state holds as toy_thing.a-thing" },
    ]);
    expect(diagnostics[0]?.detail).toContain("`state mv toy_guest.a web/b`");
    await expect(shop.apply()).rejects.toThrow(/the state holds as toy_guest.a/);
    await expect(shop.apply({ targets: ["web/b"] })).rejects.toThrow(/the state holds as toy_guest.a/);
    expect(shop.world.written()).toEqual([]);
    await shop.within((stack) => stack.move("toy_guest.a", "web/b"));
    await shop.within((stack) => stack.move("toy_thing.a-thing", "web/b-thing"));
    expect(hasChanges(await shop.plan())).toBe(false);
  });

  it("refuses an object that another one is to give up in the same plan, and to import what the state holds", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "x" }, b: { name: "y" } } });
    await shop.apply();
    await shop.code({ toy_thing: { a: { name: "y" }, b: { name: "x" } } });
    expect(planDiagnostics(await shop.plan())).toMatchObject([
      { summary: "toy_thing.b means the object that the state holds as toy_thing.a" },
      {
        summary: "toy_thing.a means the object that the state holds as toy_thing.b",
        detail: expect.not.stringContaining("state mv") as string,
      },
    ]);
    await shop.code(
      { toy_thing: { a: { name: "x" }, c: { name: "y" } } },
      { import: [{ to: "toy_thing.c", id: "y" }] },
    );
    expect(planDiagnostics(await shop.plan())).toMatchObject([
      { summary: "toy_thing.c means the object that the state holds as toy_thing.b" },
    ]);
  });

  it("takes a guest for a new one where its number is not said, whatever another one's was", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_guest: { a: { name: "a" } } });
    await shop.apply();
    await shop.code({ toy_guest: { b: { name: "a" } } });
    expect(isApplicable(await shop.plan())).toBe(true);
  });

  it("says how data is kept where a guest that has it may only be called otherwise", async () => {
    const shop = await Workshop.open();
    const guest = { name: "a", disks: { scsi0: { storage: "local" } } };
    await shop.code({ toy_guest: { a: guest } });
    await shop.apply();
    await shop.code({ toy_guest: { b: guest } });
    expect(planDiagnostics(await shop.plan())).toMatchObject([
      {
        severity: "warning",
        summary: "toy_guest.a goes and toy_guest.b comes",
        detail: expect.stringContaining("`state mv toy_guest.a web/b` keeps it") as string,
      },
      { severity: "error", summary: "refused: this would destroy data" },
    ]);
    await shop.within((stack) => stack.move("toy_guest.a", "web/b"));
    expect(hasChanges(await shop.plan())).toBe(false);
    // Two new ones: which would it be?
    await shop.code({ toy_guest: { c: guest, d: guest } });
    expect(planDiagnostics(await shop.plan())).toMatchObject([{ severity: "error" }]);
  });

  it("lets an object that is gone be made under another name", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "x" } } });
    await shop.apply();
    shop.world.things.clear();
    await shop.code({ toy_thing: { b: { name: "x" } } });
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect([...shop.world.things.keys()]).toEqual(["x"]);
  });
});
