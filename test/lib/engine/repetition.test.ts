import { describe, expect, it } from "vitest";

import { Workshop } from "./workshop.js";

describe("repetition", () => {
  it("makes instances by count and for_each, and lets others refer to the instances", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: {
        many: { count: 2, name: "many-${count.index}" },
        each: { for_each: '${toset(["x", "y"])}', name: "each-${each.value}" },
        sum: { name: "sum", comment: '${join(",", toy_thing.many[*].name)} ${toy_thing.each["x"].name}' },
      },
    });
    await shop.apply();
    expect(shop.world.things.get("sum")).toMatchObject({ comment: "many-0,many-1 each-x" });
    expect(
      (await shop.state()).resources.map(({ name, instances }) => [
        name,
        instances.map(({ index_key }) => index_key),
      ]),
    ).toEqual([
      ["each", ["x", "y"]],
      ["many", [0, 1]],
      ["sum", [undefined]],
    ]);
    const plan = await shop.plan();
    expect(plan.steps.map(({ address }) => address)).toContain('toy_thing.each["x"]');
    expect(Workshop.actions(plan)).toEqual({});
  });

  it("goes over objects that have secrets, and never over what would show one in an address", async () => {
    const shop = await Workshop.open();
    shop.environment = { TF_VAR_token: "tok-4711" };
    const variable = { token: { type: "string", sensitive: true } };
    const over = (forEach: string) => ({
      toy_thing: {
        a: { for_each: '${toset(["x"])}', name: "a-${each.key}", secret: "hunter2" },
        b: { for_each: forEach, name: "b-${each.key}", comment: "${each.value.secret}" },
      },
    });
    await shop.code(over("${toy_thing.a}"), { variable });
    const plan = await shop.plan();
    expect(JSON.stringify(plan)).not.toContain("hunter2");
    await shop.apply();
    expect(shop.world.things.get("b-x")).toMatchObject({ comment: "hunter2" });
    for (const secret of [
      "${toset([var.token])}",
      "${{ for key, each in toy_thing.a : each.secret => each }}",
    ]) {
      await shop.code(over(secret), { variable });
      await expect(shop.plan()).rejects.toThrow(/sensitive value/);
    }
  });
});
