import { describe, expect, it } from "vitest";

import type { Plan } from "../../../lib/engine/plan.js";
import { parsePlans, plansText } from "../../../lib/engine/plan-file.js";
import { Workshop } from "./workshop.js";
import { secretMarker } from "../../secrets/secret-marker.js";

const throughJson = (plan: Plan): Plan => parsePlans(plansText([plan]), "plan.bin")[0] ?? plan;

describe("a plan in a file", () => {
  it("applies a plan that went through a file, and only if nothing has moved since", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a", secret: "hunter2" } } });
    const saved = throughJson(await shop.plan());
    expect(await shop.within((stack) => stack.apply(saved))).toMatchObject({ outcome: "done" });
    await expect(shop.within((stack) => stack.apply(saved))).rejects.toThrow(/state has changed/);
    await shop.code({ toy_thing: { a: { name: "a", secret: "hunter2", size: 5 } } });
    const second = throughJson(await shop.plan());
    (shop.world.things.get("a") as Record<string, unknown>)["comment"] = "theirs";
    await expect(shop.within((stack) => stack.apply(second))).rejects.toThrow(/toy_thing.a has changed/);
    await shop.code({ toy_thing: { a: { name: "a" } } });
    await expect(shop.within((stack) => stack.apply(second))).rejects.toThrow(/code has changed/);
  });

  it("is read from nothing but a plan of this format", () => {
    expect(() => parsePlans("{", "p")).toThrow(/p is no plan/);
    expect(() => parsePlans("{}", "p")).toThrow(/p is no plan/);
    expect(() => parsePlans("[]", "p")).toThrow(/p is no plan/);
    expect(() => parsePlans('[{"format":2,"stack":"a","steps":[]}]', "p")).toThrow(/another version/);
  });

  it("holds no secret, whether the definition or a variable makes it one, and notices that it changed", async () => {
    const shop = await Workshop.open();
    shop.environment = { TF_VAR_token: "tok-4711" };
    const password = secretMarker("guest");
    const variable = { token: { type: "string", sensitive: true } };
    const code = (secret: string) => ({
      toy_thing: { a: { name: "a", secret, comment: "uses ${var.token}" } },
      toy_guest: { g: { name: "g", password, password_version: 1 } },
    });
    const output = { shown: { value: "${toy_thing.a.secret}", sensitive: true } };
    await shop.code(code("hunter2"), { variable, output });
    const first = await shop.plan();
    await shop.apply();
    await shop.code(code("hunter3"), { variable, output });
    const second = await shop.plan();
    const text = JSON.stringify([first, second, shop.events]);
    for (const secret of ["tok-4711", "hunter2", "hunter3", password]) expect(text).not.toContain(secret);
    expect(Workshop.actions(second)).toEqual({ "toy_thing.a": "update" });
    const change = second.steps.find(({ address }) => address === "toy_thing.a")?.changes[0];
    expect(change).toMatchObject({ path: ["secret"], sensitive: true });
    expect(change?.before).not.toEqual(change?.after);
    expect(shop.world.things.get("a")).toMatchObject({ comment: "uses tok-4711", secret: "hunter2" });
  });
});
