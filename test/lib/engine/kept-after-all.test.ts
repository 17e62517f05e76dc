import { describe, expect, it } from "vitest";

import type { EngineEvent } from "../../../lib/engine/event.js";
import { Workshop } from "./workshop.js";

const told = (events: readonly EngineEvent[]) =>
  events.flatMap((event) =>
    "step" in event ? [`${event.kind} ${event.step.action} ${event.step.address}`] : [],
  );

describe("a replacement that hangs on an unknown value", () => {
  it.each([
    ["delete first", {}],
    ["create first", { lifecycle: { create_before_destroy: true } }],
  ])("keeps an object that need not be replaced once everything is known (%s)", async (order, more) => {
    const shop = await Workshop.open();
    const code = (size: number, comment: string) => ({
      toy_thing: {
        a: { name: "a", size },
        b: { name: "b-${toy_thing.a.revision > 0}", comment, ...more },
        c: { name: "c-${toy_thing.a.revision}" },
      },
    });
    await shop.code(code(1, "one"));
    await shop.apply();
    await shop.code(code(2, "two"));
    const plan = await shop.plan();
    expect(plan.steps[1]).toMatchObject({ action: "replace", order, replacedBy: [["name"]] });
    shop.world.calls.length = 0;
    shop.events.length = 0;
    const result = await shop.apply();
    expect(result).toMatchObject({
      outcome: "done",
      diagnostics: [{ address: "toy_thing.b", summary: "the object was not replaced" }],
    });
    expect([...shop.world.written()].sort()).toEqual([
      "create thing c-2",
      "delete thing c-1",
      "set thing a size",
      "set thing b-true comment",
    ]);
    expect(told(shop.events)).toContain("finished update toy_thing.b");
    expect(told(shop.events)).not.toContain("finished delete toy_thing.b");
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });

  it("deletes before it knows where waiting would go in a circle", async () => {
    const shop = await Workshop.open();
    const code = (name: string) => ({
      toy_thing: { a: { name }, b: { name: "b-${toy_thing.a.revision > 0}" } },
    });
    await shop.code(code("one"));
    await shop.apply();
    await shop.code(code("two"));
    shop.world.calls.length = 0;
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(shop.world.written()).toEqual([
      "delete thing b-true",
      "delete thing one",
      "create thing two",
      "create thing b-true",
    ]);
  });
});
