import { describe, expect, it } from "vitest";

import { isApplicable } from "../../../lib/engine/plan.js";
import { Workshop } from "./workshop.js";

describe("needs", () => {
  it("are checked all at once before anything is written, and the plan says what held", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: { a: { name: "a", size: 20 }, b: { name: "b", size: 30 }, small: { name: "small" } },
    });
    const plan = await shop.plan();
    expect(plan.checks).toEqual(["room for 2"]);
    expect(shop.world.reads()).toEqual(["read room for 2"]);
  });

  it("that don't hold forbid the apply of the whole plan, told where they come from", async () => {
    const shop = await Workshop.open();
    shop.world.room = 25;
    await shop.code({ toy_thing: { a: { name: "a", size: 20 }, b: { name: "b", size: 30 } } });
    const plan = await shop.plan();
    expect(plan.checks).toEqual(["room for 1"]);
    expect(plan.diagnostics).toEqual([
      {
        severity: "error",
        summary: "no room",
        detail: "it is large",
        path: ["size"],
        address: "toy_thing.b",
        construct: "web/b",
      },
    ]);
    expect(isApplicable(plan)).toBe(false);
    await expect(shop.apply()).rejects.toThrow("no room");
    expect(shop.world.written()).toEqual([]);
  });

  it("that something before may bring about only warn in the plan, and are checked again before the write", async () => {
    const shop = await Workshop.open();
    shop.world.room = 25;
    const code = {
      toy_guest: { maker: { name: "maker" } },
      toy_thing: { b: { name: "b", size: 30, depends_on: ["toy_guest.maker"] } },
    };
    await shop.code(code);
    const plan = await shop.plan();
    expect(plan.diagnostics).toMatchObject([{ severity: "warning", address: "toy_thing.b" }]);
    expect((await shop.apply()).failed).toMatchObject([
      { address: "toy_thing.b", diagnostics: [{ summary: "no room", construct: "web/b" }] },
    ]);
    expect(shop.world.written()).toEqual(["create guest maker", "task configure maker"]);

    shop.world.during = async (call) => {
      if (call === "set guest 100 cores") shop.world.room = 30;
    };
    await shop.code({ ...code, toy_guest: { maker: { name: "maker", cores: 2 } } });
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(shop.world.written()).toEqual(["set guest 100 cores", "create thing b"]);
  });

  it("that hang on what is not made yet are checked once it is known", async () => {
    const shop = await Workshop.open();
    shop.world.room = 25;
    await shop.code({
      toy_guest: { maker: { name: "maker", number: 30 } },
      toy_thing: { b: { name: "b", size: "${tonumber(toy_guest.maker.id)}" } },
    });
    expect((await shop.plan()).diagnostics).toEqual([]);
    expect((await shop.apply()).failed).toMatchObject([{ diagnostics: [{ summary: "no room" }] }]);
    expect(shop.world.things.size).toBe(0);
  });

  it("of what is only to be made don't stand in the way of destroying everything", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" } } });
    await shop.apply();
    shop.world.room = 0;
    await shop.code({ toy_thing: { a: { name: "a" }, b: { name: "b", size: 30 } } });
    expect(await shop.apply({ mode: "destroy" })).toMatchObject({ outcome: "done" });
    expect(shop.world.things.size).toBe(0);
  });
});
