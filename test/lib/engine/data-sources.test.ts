import { describe, expect, it } from "vitest";

import { isApplicable, planDiagnostics, type Plan } from "../../../lib/engine/plan.js";
import type { StateResource } from "../../../lib/engine/state/format.js";
import { unknown } from "../../../lib/value/value.js";
import { asData, type Lookups } from "./as-data.js";
import { Workshop } from "./workshop.js";

const deferred = ({ reads }: Plan) =>
  Object.fromEntries(reads.map(({ address, because }) => [address, because]));
const planned = ({ steps }: Plan, address: string) => steps.find((step) => step.address === address)?.planned;

describe("data sources in the engine", () => {
  it("are asked when they are planned, and what refers to them knows the answer", async () => {
    const shop = await Workshop.open();
    shop.world.things.set("there", { size: 9, secret: "hunter2" });
    await shop.code(
      { toy_thing: { a: { name: "a", size: "${data.toy_lookup.it.size}" } } },
      {
        ...asData({ it: { name: "there" } }),
        ...{ output: { names: { value: "${data.toy_lookup.it.all[*].name}" } } },
      },
    );
    const plan = await shop.plan();
    expect(plan.reads).toEqual([]);
    expect(planned(plan, "toy_thing.a")).toMatchObject({ size: 9 });
    expect(plan.outputs).toMatchObject([{ name: "names", after: ["there"] }]);
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    const again = await shop.plan();
    expect(Workshop.actions(again)).toEqual({});
  });

  it("are asked by apply where their arguments hang on what is not made yet", async () => {
    const shop = await Workshop.open();
    const code = {
      toy_thing: {
        a: { name: "a" },
        b: { name: "b", comment: "${data.toy_lookup.of_a.id}" },
      },
    };
    await shop.code(code, { ...asData({ of_a: { name: "${toy_thing.a.id}" } }) });
    const plan = await shop.plan();
    expect(plan.reads).toEqual([
      {
        address: "data.toy_lookup.of_a",
        type: "toy_lookup",
        construct: "web/of_a",
        because: "unknown arguments",
        values: expect.objectContaining({ name: unknown, note: null, size: unknown }) as unknown,
        dependsOn: ["toy_thing.a"],
      },
    ]);
    expect(planned(plan, "toy_thing.b")).toMatchObject({ comment: unknown });
    shop.world.calls.length = 0;
    const result = await shop.apply();
    expect(result.finished.map(({ address, action }) => `${action} ${address}`)).toEqual([
      "create toy_thing.a",
      "read data.toy_lookup.of_a",
      "create toy_thing.b",
    ]);
    expect(shop.world.things.get("b")).toMatchObject({ comment: "lookup/thing/a" });
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });

  it.each<{
    readonly how: string;
    readonly body: Lookups["x"];
    readonly more?: Readonly<Record<string, unknown>>;
    readonly waits: boolean;
  }>([
    { how: "names in its arguments", body: { name: "${toy_thing.a.name}" }, waits: true },
    { how: "names in depends_on", body: { name: "x", depends_on: ["toy_thing.a"] }, waits: true },
    { how: "names in for_each", body: { for_each: "${toset([toy_thing.a.name])}", name: "x" }, waits: true },
    {
      how: "refers to by way of a local",
      body: { name: "${local.of_a}" },
      more: { locals: { of_a: "${toy_thing.a.name}" } },
      waits: false,
    },
    { how: "follows by way of another resource", body: { name: "${toy_thing.between.name}" }, waits: false },
    {
      how: "follows by way of another data source",
      body: { name: "x", depends_on: ["data.toy_lookup.waits"] },
      waits: false,
    },
    {
      how: "refers to a known argument of a waiting one",
      body: { name: "${data.toy_lookup.waits.name}" },
      waits: false,
    },
  ])("wait for a change, or do not, by terraform's rule: it $how", async ({ body, more = {}, waits }) => {
    const shop = await Workshop.open();
    const code = (size: number) => ({
      toy_thing: {
        a: { name: "a", size },
        between: { name: "between", comment: "${toy_thing.a.name}" },
      },
    });
    const lookups = { x: body, waits: { name: "w", depends_on: ["toy_thing.a"] } };
    await shop.code(code(1), { ...asData(lookups), ...more });
    await shop.apply();
    expect(deferred(await shop.plan())).toEqual({});
    await shop.code(code(2), { ...asData(lookups), ...more });
    const { "data.toy_lookup.waits": waiting, ...others } = deferred(await shop.plan());
    expect(waiting).toBe("pending changes");
    expect(Object.values(others)).toEqual(waits ? ["pending changes"] : []);
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
  });

  it("wait for an instance that leaves as well", async () => {
    const shop = await Workshop.open();
    const code = (count: number) => ({ toy_thing: { a: { count, name: "a-${count.index}" } } });
    const lookups = { x: { name: "x", depends_on: ["toy_thing.a"] } };
    await shop.code(code(2), { ...asData(lookups) });
    await shop.apply();
    await shop.code(code(1), { ...asData(lookups) });
    expect(deferred(await shop.plan())).toEqual({ "data.toy_lookup.x": "pending changes" });
  });

  it("are asked together where they don't need each other, each once", async () => {
    const shop = await Workshop.open();
    let running = 0;
    let most = 0;
    shop.world.during = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running--;
    };
    await shop.code(
      {},
      { ...asData({ a: { name: "a" }, b: { name: "b" }, c: { count: 3, name: "c-${count.index}" } }) },
    );
    await shop.plan();
    expect(most).toBe(5);
    expect(shop.world.reads()).toHaveLength(5);
  });

  it("repeat by count and for_each, and let others repeat over them", async () => {
    const shop = await Workshop.open();
    shop.world.things.set("x", {});
    shop.world.things.set("y", {});
    await shop.code(
      {
        toy_thing: {
          each: { for_each: "${data.toy_lookup.all.names}", name: "of-${each.key}" },
          sum: { name: "sum", comment: '${data.toy_lookup.each["x"].id} ${data.toy_lookup.many[1].id}' },
        },
      },
      {
        ...asData({
          all: { name: "all" },
          each: { for_each: "${data.toy_lookup.all.names}", name: "${each.value}" },
          many: { count: 2, name: "n${count.index}" },
        }),
      },
    );
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect([...shop.world.things.keys()].sort()).toEqual(["of-x", "of-y", "sum", "x", "y"]);
    expect(shop.world.things.get("sum")).toMatchObject({ comment: "lookup/x lookup/n1" });
    const state = await shop.state();
    const keys = ({ instances }: StateResource) => instances.map(({ index_key }) => index_key);
    const data = state.resources.filter(({ mode }) => mode === "data");
    expect(data.map((each) => [each.name, keys(each)])).toEqual([
      ["all", [undefined]],
      ["each", ["x", "y"]],
      ["many", [0, 1]],
    ]);
  });

  it("are asked where their provider says", async () => {
    const shop = await Workshop.open();
    await shop.code(
      {},
      {
        ...asData({ near: { name: "n" }, far: { name: "f", provider: "toy.far" } }),
        ...{ provider: { toy: [{ endpoint: "here" }, { endpoint: "there", alias: "far" }] } },
      },
    );
    await shop.plan();
    expect(shop.world.reads()).toEqual(["read lookup n at here", "read lookup f at there"]);
  });

  it("are not asked for a destruction, nor beside what is asked for alone", async () => {
    const shop = await Workshop.open();
    await shop.code(
      {
        toy_thing: {
          a: { name: "a", comment: "${data.toy_lookup.one.id}" },
          b: { for_each: "${data.toy_lookup.two.names}", name: "b-${each.key}" },
        },
      },
      { ...asData({ one: { name: "one" }, two: { name: "two" } }) },
    );
    await shop.plan({ targets: ["toy_thing.a"] });
    expect(shop.world.reads()).toContain("read lookup one at here");
    await shop.plan({ targets: ["toy_thing.a"] });
    expect(shop.world.reads()).not.toContain("read lookup two at here");
    await shop.apply();
    shop.world.calls.length = 0;
    shop.world.failing.add("read lookup one at here");
    expect(await shop.apply({ mode: "destroy" })).toMatchObject({ outcome: "done" });
    expect((await shop.state()).resources).toEqual([]);
  });

  it("forbid the apply where they have no answer, and stop what follows where apply gets none", async () => {
    const shop = await Workshop.open();
    const code = { toy_thing: { a: { name: "a" }, b: { name: "b", comment: "${data.toy_lookup.x.id}" } } };
    await shop.code(code, { ...asData({ x: { name: "x" } }) });
    shop.world.failing.add("read lookup x at here");
    const plan = await shop.plan();
    expect(isApplicable(plan)).toBe(false);
    expect(planDiagnostics(plan)).toMatchObject([
      { address: "data.toy_lookup.x", construct: "web/x", summary: "read lookup x at here failed" },
    ]);
    await shop.code(code, { ...asData({ x: { name: "x", depends_on: ["toy_thing.a"] } }) });
    const result = await shop.apply();
    expect(result.failed).toMatchObject([{ address: "data.toy_lookup.x", action: "read" }]);
    expect(result.skipped).toMatchObject([{ address: "toy_thing.b" }]);
    expect([...shop.world.things.keys()]).toEqual(["a"]);
  });

  it("tell warnings of their answers, in plan and apply", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" } } }, { ...asData({ x: { name: "odd" } }) });
    expect(planDiagnostics(await shop.plan())).toMatchObject([
      { severity: "warning", summary: "that is odd", address: "data.toy_lookup.x" },
    ]);
    await shop.code(
      { toy_thing: { b: { name: "b" } } },
      { ...asData({ x: { name: "odd", depends_on: ["toy_thing.b"] } }) },
    );
    expect((await shop.apply()).diagnostics).toMatchObject([{ summary: "that is odd" }]);
  });

  it("are checked with everything else before anything is asked", async () => {
    const shop = await Workshop.open();
    await shop.code(
      { toy_thing: { a: { name: "${data.toy_lookup.nobody.id}" } } },
      {
        data: {
          toy_lookup: { x: { nam: "x" }, y: { name: "y", size: 3 } },
          toy_lookout: { z: { name: "z" } },
          other_thing: { o: {} },
        },
      },
    );
    const refusal = await shop.plan().catch((thrown: unknown) => thrown);
    const text = JSON.stringify((refusal as { readonly diagnostics?: unknown }).diagnostics);
    for (const part of [
      'there is no attribute \\"nam\\"',
      "name is missing",
      "size can't be set",
      'Did you mean \\"toy_lookup\\"',
      "belongs to the provider",
      "there is no data.toy_lookup.nobody",
    ])
      expect(text).toContain(part);
    expect(shop.world.calls).toEqual([]);
    await shop.code(
      {},
      {
        ...asData({ x: { name: "x" } }),
        ...{ provider: { toy: [{ endpoint: "${data.toy_lookup.x.id}" }] } },
      },
    );
    await expect(shop.plan()).rejects.toThrow(/can't depend on a resource or data source/);
    await shop.code(
      { toy_thing: { a: { name: "${data.toy_lookup.x.id}" } } },
      { ...asData({ x: { name: "${toy_thing.a.id}" } }) },
    );
    await expect(shop.plan()).rejects.toThrow(/circle[\s\S]*data.toy_lookup.x/);
    await shop.code(
      {},
      { ...asData({ x: { name: "x" } }), ...{ moved: [{ from: "data.toy_lookup.x", to: "toy_thing.a" }] } },
    );
    await expect(shop.plan()).rejects.toThrow(/is no resource of this stack/);
  });

  it("refuse a repetition over what only apply can ask", async () => {
    const shop = await Workshop.open();
    await shop.code(
      {
        toy_thing: {
          a: { name: "a" },
          b: { for_each: "${data.toy_lookup.x.names}", name: "${each.key}" },
        },
      },
      { ...asData({ x: { name: "x", depends_on: ["toy_thing.a"] } }) },
    );
    await expect(shop.plan()).rejects.toThrow(/toy_thing.b: how many there are depends/);
  });

  it("warn of a replacement that hangs on their answer, and keep the object where that comes out as it was", async () => {
    const shop = await Workshop.open();
    const code = (size: number) => ({
      toy_thing: { a: { name: "a", size }, b: { name: "b-${data.toy_lookup.x.id}" } },
    });
    const lookups = { x: { name: "x", depends_on: ["toy_thing.a"] } };
    await shop.code(code(1), { ...asData(lookups) });
    await shop.apply();
    await shop.code(code(2), { ...asData(lookups) });
    const plan = await shop.plan();
    expect(Workshop.actions(plan)).toEqual({ "toy_thing.a": "update", "toy_thing.b": "replace" });
    expect(planDiagnostics(plan)).toMatchObject([
      {
        severity: "warning",
        address: "toy_thing.b",
        construct: "web/b",
        path: ["name"],
        detail: expect.stringContaining("data.toy_lookup.x") as string,
      },
    ]);
    shop.world.calls.length = 0;
    await shop.apply();
    expect(shop.world.written()).toEqual(["set thing a size"]);
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });
});
