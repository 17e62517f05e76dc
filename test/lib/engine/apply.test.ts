import { describe, expect, it } from "vitest";

import type { EngineEvent } from "../../../lib/engine/event.js";
import { Workshop } from "./workshop.js";

const told = (events: readonly EngineEvent[]) =>
  events.flatMap((event) =>
    "step" in event ? [`${event.kind} ${event.step.action} ${event.step.address}`] : [],
  );

describe("apply", () => {
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

  it("reads every object once for a plan of 200 with nothing to do", async () => {
    const shop = await Workshop.open();
    const things = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`t${index}`, { name: `t${index}` }]),
    );
    await shop.code({ toy_thing: things });
    await shop.apply();
    shop.world.calls.length = 0;
    const plan = await shop.plan();
    expect(Workshop.actions(plan)).toEqual({});
    expect(shop.world.calls).toHaveLength(200);
  });

  it("deletes what left the code, after what referred to it", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: {
        a: { name: "a" },
        b: { name: "b", comment: "${toy_thing.a.id}" },
        c: { name: "c", comment: "${toy_thing.b.id}" },
      },
    });
    await shop.apply();
    await shop.code({});
    shop.world.calls.length = 0;
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(shop.world.written()).toEqual(["delete thing c", "delete thing b", "delete thing a"]);
    expect((await shop.state()).resources).toEqual([]);
  });

  it("lets others let go of an object before it is deleted", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" }, b: { name: "b", comment: "${toy_thing.a.id}" } } });
    await shop.apply();
    await shop.code({ toy_thing: { b: { name: "b", comment: "alone" } } });
    shop.world.calls.length = 0;
    await shop.apply();
    expect(shop.world.written()).toEqual(["set thing b comment", "delete thing a"]);
  });

  it("replaces by deleting first, and what refers to it follows", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" }, b: { name: "b", comment: "${toy_thing.a.id}" } } });
    await shop.apply();
    await shop.code({ toy_thing: { a: { name: "a2" }, b: { name: "b", comment: "${toy_thing.a.id}" } } });
    shop.world.calls.length = 0;
    const plan = await shop.plan();
    expect(Workshop.actions(plan)).toEqual({ "toy_thing.a": "replace", "toy_thing.b": "update" });
    expect(plan.steps[0]).toMatchObject({ order: "delete first", replacedBy: [["name"]] });
    shop.world.calls.length = 0;
    await shop.apply();
    expect(shop.world.written()).toEqual(["delete thing a", "create thing a2", "set thing b comment"]);
  });

  it("makes the new one first where the code says so, for all that it refers to as well", async () => {
    const shop = await Workshop.open();
    const code = (name: string) => ({
      toy_thing: {
        a: { name },
        b: { name: `b-${name}`, comment: "${toy_thing.a.id}", lifecycle: { create_before_destroy: true } },
      },
    });
    await shop.code(code("one"));
    await shop.apply();
    await shop.code(code("two"));
    shop.world.calls.length = 0;
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(shop.world.written()).toEqual([
      "create thing two",
      "create thing b-two",
      "delete thing b-one",
      "delete thing one",
    ]);
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });

  it("keeps an old object that could not be deleted, and deletes it with the next apply", async () => {
    const shop = await Workshop.open();
    const code = (name: string) => ({
      toy_thing: { a: { name, lifecycle: { create_before_destroy: true } } },
    });
    await shop.code(code("one"));
    await shop.apply();
    await shop.code(code("two"));
    shop.world.failing.add("delete thing one");
    expect(await shop.apply()).toMatchObject({ outcome: "failed" });
    expect((await shop.state()).resources[0]?.instances.map(({ deposed }) => deposed === undefined)).toEqual([
      false,
      true,
    ]);
    shop.world.failing.clear();
    const plan = await shop.plan();
    expect(plan.steps.map(({ action, deposed }) => [action, deposed !== undefined])).toEqual([
      ["none", false],
      ["delete", true],
    ]);
    await shop.apply();
    expect([...shop.world.things.keys()]).toEqual(["two"]);
  });

  it("gives a replaced object back its place where the new one could not be made", async () => {
    const shop = await Workshop.open();
    const code = (name: string) => ({
      toy_thing: { a: { name, lifecycle: { create_before_destroy: true } } },
    });
    await shop.code(code("one"));
    await shop.apply();
    await shop.code(code("two"));
    shop.world.failing.add("create thing two");
    expect(await shop.apply()).toMatchObject({ outcome: "failed" });
    expect((await shop.state()).resources[0]?.instances).toMatchObject([{ attributes: { name: "one" } }]);
    expect((await shop.state()).resources[0]?.instances[0]?.deposed).toBeUndefined();
  });

  it("keeps an object that turns out to be the one that another name means, and does not make it anew", async () => {
    const shop = await Workshop.open();
    const guest = { name: "web", disks: { scsi0: { storage: "local" } }, allow_data_loss: true };
    await shop.code({ toy_guest: { a: { ...guest, number: 1 } } });
    await shop.apply();
    shop.world.written();
    await shop.code({
      toy_thing: { base: { name: "base" } },
      toy_guest: { b: { ...guest, number: "${toy_thing.base.revision}" } },
    });
    const result = await shop.apply();
    expect(result.failed).toMatchObject([
      {
        address: "toy_guest.b",
        diagnostics: [{ summary: "toy_guest.b means the object that the state holds as toy_guest.a" }],
      },
    ]);
    expect(result.skipped).toMatchObject([{ address: "toy_guest.a", action: "delete" }]);
    expect(shop.world.written()).toEqual(["create thing base"]);
    await shop.within((stack) => stack.move("toy_guest.a", "web/b"));
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });

  it("skips what hangs on a failed step, does the rest, and keeps what was achieved", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: {
        bad: { name: "bad" },
        after: { name: "after", comment: "${toy_thing.bad.id}" },
        last: { name: "last", comment: "${toy_thing.after.id}" },
        good: { name: "good" },
      },
    });
    shop.world.failing.add("create thing bad");
    const result = await shop.apply();
    expect(result.outcome).toBe("failed");
    expect(result.failed).toMatchObject([
      {
        address: "toy_thing.bad",
        construct: "web/bad",
        diagnostics: [{ summary: "create thing bad failed" }],
      },
    ]);
    expect(result.skipped.map(({ address }) => address)).toEqual(["toy_thing.after", "toy_thing.last"]);
    expect(shop.events.filter(({ kind }) => kind === "skipped")).toMatchObject([
      { because: { failed: "toy_thing.bad" } },
      { because: { failed: "toy_thing.bad" } },
    ]);
    expect((await shop.state()).resources.map(({ name }) => name)).toEqual(["good"]);
    shop.world.failing.clear();
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });

  it("stops beginning steps when it is told to, and saves what is done", async () => {
    const shop = await Workshop.open();
    const stop = new AbortController();
    await shop.code({
      toy_thing: { a: { name: "a" }, b: { name: "b", comment: "${toy_thing.a.id}" } },
    });
    shop.world.during = async (call) => void (call === "create thing a" && stop.abort());
    const result = await shop.apply({ signal: stop.signal });
    expect(result.outcome).toBe("stopped");
    expect(result.skipped).toMatchObject([{ address: "toy_thing.b" }]);
    expect(shop.events.filter(({ kind }) => kind === "skipped")).toMatchObject([{ because: "stopped" }]);
    expect((await shop.state()).resources.map(({ name }) => name)).toEqual(["a"]);
  });

  it("runs independent steps together, as many as allowed and no more", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [`t${index}`, { name: `t${index}` }]),
      ),
    });
    let running = 0;
    let most = 0;
    shop.world.during = async (call) => {
      if (!call.startsWith("create")) return;
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 60));
      running--;
    };
    await shop.apply({ parallelism: 4 });
    expect(most).toBe(4);
  });

  it("tells what happens as a stream", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_guest: { web: { name: "web" } } });
    await shop.apply();
    expect(told(shop.events)).toEqual([
      "started create toy_guest.web",
      "progress create toy_guest.web",
      "task create toy_guest.web",
      "finished create toy_guest.web",
    ]);
    expect(shop.events.at(-1)).toMatchObject({ kind: "saved", serial: 1 });
  });

  it("stops a step whose object somebody changed between plan and apply, and no other", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a", size: 1 }, b: { name: "b", size: 1 } } });
    await shop.apply();
    await shop.code({ toy_thing: { a: { name: "a", size: 2 }, b: { name: "b", size: 2 } } });
    const result = await shop.within(async (stack) => {
      const plan = await stack.plan();
      (shop.world.things.get("a") as Record<string, unknown>)["comment"] = "mine";
      return stack.apply(plan);
    });
    expect(result.failed).toMatchObject([{ address: "toy_thing.a" }]);
    expect(result.failed[0]?.diagnostics[0]?.summary).toContain("changed since the plan");
    expect(shop.world.things.get("b")).toMatchObject({ size: 2 });
  });

  it("puts back what stood in a singleton before, when everything is destroyed", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_settings: { all: { motd: "ours" } },
      toy_thing: { a: { name: "a", comment: "${toy_settings.all.motd}" } },
    });
    await shop.apply();
    expect(shop.world.settings).toMatchObject({ motd: "ours" });
    shop.world.calls.length = 0;
    expect(await shop.apply({ mode: "destroy" })).toMatchObject({ outcome: "done" });
    expect(shop.world.settings).toEqual({ motd: "hello", keyboard: "de" });
    expect(shop.world.written()).toEqual(["delete thing a", "set settings motd"]);
    expect((await shop.state()).resources).toEqual([]);
  });
});
