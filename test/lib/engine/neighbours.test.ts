import { beforeEach, describe, expect, it } from "vitest";

import { Neighbours } from "../../../lib/engine/neighbours.js";
import type { Plan } from "../../../lib/engine/plan.js";
import { parsePlans, plansText } from "../../../lib/engine/plan-file.js";
import { unknown } from "../../../lib/value/value.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { asData } from "./as-data.js";
import { Workshop } from "./workshop.js";

const source = "cross-stack-reference-input-base";
const of = (output: string) => `\${data.terraform_remote_state.${source}.outputs.${output}}`;

let base: Workshop;
let web: Workshop;

beforeEach(async () => {
  base = await Workshop.open({ name: "base" });
  web = await Workshop.open({ name: "web", world: base.world });
  command();
});

/** What follows is done by one command. */
function command(): void {
  const neighbours = new Neighbours();
  base.neighbours = neighbours;
  web.neighbours = neighbours;
}

const baseCode = (thing: object = {}) =>
  base.code(
    { toy_thing: { a: { name: "a", ...thing } } },
    {
      output: {
        id: { value: "${toy_thing.a.id}", sensitive: true },
        name: { value: "${toy_thing.a.name}" },
        size: { value: "${toy_thing.a.size}" },
        secret: { value: "${toy_thing.a.secret}", sensitive: true },
        still: { value: "still" },
      },
    },
  );

const webCode = (thing: object, more: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}) =>
  web.code(
    { toy_thing: { b: { name: "b", ...thing } } },
    {
      ...more,
      data: {
        ...more["data"],
        terraform_remote_state: { [source]: { backend: "local", config: { path: base.statePath } } },
      },
    },
  );

const planned = (plan: Plan) => plan.steps[0]?.planned;
const throughJson = (plan: Plan): Plan => parsePlans(plansText([plan]), "plan.json")[0] ?? plan;

describe("a stack that refers to another one", () => {
  it("is planned with what that will put out, and does not know what that does not know", async () => {
    const secret = secretMarker("thing");
    await baseCode({ size: 5, secret });
    await webCode({ comment: of("id"), size: of("size"), secret: of("secret") });
    await base.plan();
    const plan = await web.plan();
    expect(planned(plan)).toMatchObject({
      comment: unknown,
      size: 5,
      secret: { $secret: expect.any(String) as string },
    });
    expect(plan.awaits).toEqual(["base"]);
    expect(JSON.stringify([plan, web.events])).not.toContain(secret);
  });

  it("is planned with what becomes of outputs that are there already, and with nothing to do once they are", async () => {
    await baseCode({ size: 5 });
    await webCode({ comment: of("id"), size: of("size") });
    await base.apply();
    expect((await web.plan()).awaits).toEqual([]);
    await web.apply();
    await baseCode({ size: 7 });
    command();
    await base.plan();
    const plan = await web.plan();
    expect(Workshop.actions(plan)).toEqual({ "toy_thing.b": "update" });
    expect(plan.steps[0]?.changes).toMatchObject([{ path: ["size"], before: 5, after: 7 }]);
    expect(plan.awaits).toEqual(["base"]);
    command();
    await base.apply();
    await web.apply();
    await base.plan();
    expect(await web.plan()).toMatchObject({ awaits: [], steps: [{ action: "none" }] });
  });

  it("is planned with the state of one that this command does not plan", async () => {
    await baseCode({ size: 5 });
    await webCode({ size: of("size") });
    await base.apply();
    await baseCode({ size: 7 });
    command();
    expect(await web.plan()).toMatchObject({ awaits: [], steps: [{ planned: { size: 5 } }] });
  });

  it("awaits nothing where what it names stays as it is", async () => {
    await baseCode({ size: 5 });
    await base.apply();
    await webCode({ comment: of("still") });
    await baseCode({ size: 7 });
    command();
    await base.plan();
    expect((await web.plan()).awaits).toEqual([]);
  });

  it("has apply ask what names an object that is to be made or changed there, and asks the rest at once", async () => {
    base.world.things.set("still", { size: 4 });
    const data = asData({ of_a: { name: of("name") }, other: { name: of("still") } });
    await webCode({ size: "${data.toy_lookup.of_a.size}", comment: "${data.toy_lookup.other.size}" }, data);
    const asked = async (size: number) => {
      await baseCode({ size });
      command();
      await base.plan();
      const plan = await web.plan();
      await base.apply();
      await web.apply();
      expect(web.world.things.get("b")).toMatchObject({ size, comment: "4" });
      return [plan.reads.map(({ address, because }) => `${address}: ${because}`), planned(plan)];
    };
    expect(await asked(5)).toMatchObject([
      ["data.toy_lookup.of_a: pending changes", "data.toy_lookup.other: pending changes"],
      { size: unknown, comment: unknown },
    ]);
    expect(await asked(7)).toMatchObject([
      ["data.toy_lookup.of_a: pending changes"],
      { size: unknown, comment: "4" },
    ]);
  });

  it("is warned of what is missing as long as that may bring it about, with or without a reference", async () => {
    base.world.room = 25;
    await baseCode();
    await webCode({ size: 30 });
    await base.plan();
    expect((await web.plan()).diagnostics).toMatchObject([{ severity: "error", summary: "no room" }]);
    web.dependsOn = ["base"];
    expect((await web.plan()).diagnostics).toMatchObject([{ severity: "warning", summary: "no room" }]);
    await base.apply();
    expect((await web.plan()).diagnostics).toMatchObject([{ severity: "error", summary: "no room" }]);
  });

  it("is planned again once that is applied, if its plan was made before", async () => {
    await baseCode({ size: 5 });
    await webCode({ comment: of("id"), size: of("size") });
    const result = await base.within((first) =>
      web.within(async (second) => {
        const plans = [await first.plan(), await second.plan()] as const;
        await expect(second.apply(plans[1])).rejects.toThrow(/"web" stands on what is planned for base/);
        await first.apply(plans[0]);
        return second.apply(plans[1]);
      }),
    );
    expect(result).toMatchObject({ outcome: "done" });
    expect(web.world.things.get("b")).toMatchObject({ comment: "thing/a", size: 5 });
  });

  it("is applied from a file only where the other one of that file was applied before", async () => {
    await baseCode({ size: 5 });
    await webCode({ comment: of("id") });
    const [first, second] = [throughJson(await base.plan()), throughJson(await web.plan())];
    const apply = (shop: Workshop, plan: Plan) => shop.within((stack) => stack.apply(plan));
    command();
    await expect(apply(web, second)).rejects.toThrow(/stands on what is planned for base[\s\S]*apply base/);
    await apply(base, first);
    command();
    await expect(apply(web, second)).rejects.toThrow(/stands on what is planned for base/);
    expect(web.world.things.has("b")).toBe(false);
  });

  it("is applied from a file with what became of the other one, unless that was known and is otherwise", async () => {
    await baseCode({ size: 5 });
    await webCode({ comment: of("id"), size: of("size") });
    const [first, second] = [throughJson(await base.plan()), throughJson(await web.plan())];
    const apply = (shop: Workshop, plan: Plan) => shop.within((stack) => stack.apply(plan));
    command();
    await apply(base, first);
    const other = JSON.parse(JSON.stringify(second).replaceAll('"size":5', '"size":6')) as Plan;
    await expect(apply(web, other)).rejects.toThrow(/toy_thing\.b has changed since the plan was made/);
    expect(await apply(web, second)).toMatchObject({ outcome: "done" });
    expect(web.world.things.get("b")).toMatchObject({ comment: "thing/a", size: 5 });
  });

  it("is refused where that was never applied nor planned, and where its state lacks what is named", async () => {
    await webCode({ comment: of("id") });
    await expect(web.plan()).rejects.toThrow(/stack "base"[\s\S]*no state yet[\s\S]*apply base/);
    await base.code({ toy_thing: { a: { name: "a" } } });
    await base.apply();
    await expect(web.plan()).rejects.toThrow(/stack "base"[\s\S]*puts out no "id" as yet[\s\S]*apply base/);
  });

  it("can be destroyed though that was never applied", async () => {
    await webCode({ comment: of("id") });
    expect((await web.plan({ mode: "destroy" })).steps).toEqual([]);
  });

  it("can't make as many objects as that is yet to say, and says what to do", async () => {
    await baseCode();
    await webCode({ count: "${length(" + of("id").slice(2, -1) + ")}" });
    await base.plan();
    await expect(web.plan()).rejects.toThrow(/how many there are[\s\S]*Or apply base first/);
    await base.apply();
    expect((await web.plan()).steps).toHaveLength("thing/a".length);
  });
});
