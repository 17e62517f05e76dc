import { readFile, writeFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { hasChanges, planDiagnostics, type Plan } from "../../../lib/engine/plan.js";
import { asData } from "./as-data.js";
import { Workshop } from "./workshop.js";

describe("what data sources told", () => {
  it("stand in the state as terraform writes them, and leave nothing behind", async () => {
    const shop = await Workshop.open();
    shop.environment = { TF_VAR_token: "tok-4711" };
    const variable = { token: { type: "string", sensitive: true } };
    shop.world.things.set("there", { size: 9, secret: "hunter2" });
    await shop.code(
      { toy_thing: { a: { name: "a", comment: "${data.toy_lookup.it.secret}" } } },
      { ...asData({ it: { name: "there", note: "${var.token}" } }), ...{ variable } },
    );
    const plan = await shop.plan();
    await shop.apply();
    const [data, thing] = (await shop.state()).resources;
    expect(data).toEqual({
      mode: "data",
      type: "toy_lookup",
      name: "it",
      provider: 'provider["registry.terraform.io/tests/toy"]',
      instances: [
        {
          schema_version: 0,
          attributes: {
            id: "lookup/there",
            name: "there",
            note: "tok-4711",
            where: [],
            size: 9,
            secret: "hunter2",
            all: [{ name: "there" }],
            names: ["there"],
          },
          sensitive_attributes: [
            [{ type: "get_attr", value: "secret" }],
            [{ type: "get_attr", value: "note" }],
          ],
        },
      ],
    });
    expect(thing?.instances[0]).toMatchObject({
      dependencies: ["data.toy_lookup.it"],
      sensitive_attributes: expect.arrayContaining([[{ type: "get_attr", value: "comment" }]]) as unknown,
    });
    for (const secret of ["hunter2", "tok-4711"])
      expect(JSON.stringify([plan, shop.events])).not.toContain(secret);
    await shop.code({ toy_thing: { a: { name: "a" } } });
    await shop.apply();
    expect((await shop.state()).resources.map(({ mode }) => mode)).toEqual(["managed"]);
  });

  it("say nothing of what others have read, and keep nothing of it", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" } } });
    await shop.apply();
    const state = await shop.state();
    const theirs = {
      mode: "data",
      type: "terraform_remote_state",
      name: "other",
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [{ schema_version: 0, attributes: {}, sensitive_attributes: [] }],
    };
    await writeFile(shop.statePath, JSON.stringify({ ...state, resources: [theirs, ...state.resources] }));
    await shop.code({ toy_thing: { a: { name: "a", size: 5 } } });
    expect(planDiagnostics(await shop.plan())).toEqual([]);
    await shop.apply();
    expect(await readFile(shop.statePath, "utf8")).not.toContain("terraform_remote_state");
  });

  it("change outputs, and nothing else", async () => {
    const shop = await Workshop.open();
    await shop.code(
      {},
      {
        ...asData({ it: { name: "there" } }),
        ...{ output: { size: { value: "${data.toy_lookup.it.size}" } } },
      },
    );
    await shop.apply();
    expect((await shop.state()).outputs).toEqual({ size: { value: 0, type: "number" } });
    expect(hasChanges(await shop.plan())).toBe(false);
    shop.world.things.set("there", { size: 4 });
    expect((await shop.plan()).outputs).toMatchObject([{ action: "update", before: 0, after: 4 }]);
    await shop.apply();
    expect((await shop.state()).outputs["size"]).toMatchObject({ value: 4 });
  });

  it("make a plan from a file stale where their answer has changed and matters", async () => {
    const shop = await Workshop.open();
    shop.world.things.set("there", { size: 1 });
    await shop.code(
      { toy_thing: { a: { name: "a", size: "${data.toy_lookup.it.size}" } } },
      { ...asData({ it: { name: "there" } }) },
    );
    const saved = JSON.parse(JSON.stringify(await shop.plan())) as Plan;
    shop.world.things.set("there", { size: 2 });
    await expect(shop.within((stack) => stack.apply(saved))).rejects.toThrow(/toy_thing.a has changed/);
    shop.world.things.set("there", { size: 1, secret: "other" });
    expect(await shop.within((stack) => stack.apply(saved))).toMatchObject({ outcome: "done" });
  });

  it("is read anew by a refresh, which writes what it finds and changes nothing", async () => {
    const shop = await Workshop.open();
    shop.world.things.set("there", { size: 1 });
    await shop.code(
      { toy_thing: { a: { name: "a", comment: "ours" } } },
      {
        ...asData({ it: { name: "there" } }),
        output: { size: { value: "${data.toy_lookup.it.size}" }, id: { value: "${toy_thing.a.id}" } },
      },
    );
    await shop.apply();
    shop.world.things.set("there", { size: 2 });
    Object.assign(shop.world.things.get("a") ?? {}, { comment: "theirs" });
    shop.world.calls.length = 0;
    const { drift, outputs } = await shop.within((stack) => stack.refresh());
    expect(drift).toMatchObject([{ address: "toy_thing.a", changes: [{ before: "ours", after: "theirs" }] }]);
    expect(outputs).toMatchObject([
      { name: "size", value: 2 },
      { name: "id", value: "thing/a" },
    ]);
    expect(shop.world.written()).toEqual([]);
    const { resources, outputs: kept } = await shop.state();
    expect(resources.map(({ instances }) => instances[0]?.attributes)).toMatchObject([
      { size: 2 },
      { comment: "theirs" },
    ]);
    expect(kept).toMatchObject({ size: { value: 2 }, id: { value: "thing/a" } });
    const { serial } = await shop.state();
    await shop.within((stack) => stack.refresh());
    expect((await shop.state()).serial).toBe(serial);
  });

  it("makes outputs, where nothing was there to be repeated too", async () => {
    const shop = await Workshop.open();
    await shop.code(
      { toy_thing: { many: { count: 0, name: "n-${count.index}" } } },
      {
        ...asData({ none: { for_each: "${toset([])}", name: "${each.key}" } }),
        output: {
          ids: { value: "${toy_thing.many[*].id}" },
          names: { value: "${[for each in data.toy_lookup.none : each.id]}" },
        },
      },
    );
    await shop.apply();
    expect((await shop.state()).outputs).toMatchObject({ ids: { value: [] }, names: { value: [] } });
    expect(hasChanges(await shop.plan())).toBe(false);
  });
});
