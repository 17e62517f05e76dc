import { describe, expect, it } from "vitest";

import { hasChanges, isApplicable, planDiagnostics } from "../../../lib/engine/plan.js";
import { unknown } from "../../../lib/value/value.js";
import { Workshop } from "./workshop.js";

describe("plan", () => {
  it("shows what changes, at which cost, and what only apply can tell", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_guest: { web: { name: "web", cores: 2 } } });
    await shop.apply();
    await shop.code({
      toy_guest: { web: { name: "web", cores: 4 } },
      toy_thing: { new: { name: "new" }, top: { name: "top", comment: "${toy_thing.new.id}" } },
    });
    const plan = await shop.plan();
    expect(plan.steps).toMatchObject([
      {
        address: "toy_guest.web",
        construct: "web/web",
        action: "update",
        effect: "reboot",
        changes: [{ path: ["cores"], before: 2, after: 4 }],
      },
      { address: "toy_thing.new", action: "create", planned: { id: unknown, size: 3 } },
      {
        address: "toy_thing.top",
        action: "create",
        planned: { comment: unknown },
        dependsOn: ["toy_thing.new"],
      },
    ]);
  });

  it("tells all that is wrong with the code at once, with addresses and constructs, and asks nothing", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: { a: { name: 7, size: 0 }, b: { nam: "b" }, c: { name: "${toy_thing.nobody.id}" } },
    });
    const refusal = await shop.plan().catch((thrown: unknown) => thrown);
    expect(refusal).toMatchObject({
      diagnostics: [
        { address: "toy_thing.a", construct: "web/a", path: ["size"] },
        { address: "toy_thing.b", summary: expect.stringContaining('"nam"') as string },
        { address: "toy_thing.b", summary: "name is missing" },
        { address: "toy_thing.c", summary: expect.stringContaining("toy_thing.nobody") as string },
      ],
    });
    expect(shop.world.calls).toEqual([]);
  });

  it("warns of what the provider has to say about its settings, before anything needs a connection", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" } } });
    shop.environment = { TOY_OLD: "1" };
    expect(planDiagnostics(await shop.plan())).toMatchObject([
      { severity: "warning", summary: "TOY_OLD is not needed any more", address: "provider.toy" },
    ]);
  });

  it("refuses another provider's resources, unknown types and circles by name", async () => {
    const shop = await Workshop.open();
    await shop.code({ terraform_data: { x: { input: "a" } }, toy_thin: { y: { name: "y" } } });
    await expect(shop.plan()).rejects.toThrow(
      /"terraform_data" belongs to the provider[\s\S]*Did you mean "toy_thing"/,
    );
    await shop.code({ toy_thing: { a: { name: "${toy_thing.b.id}" }, b: { name: "${toy_thing.a.id}" } } });
    await expect(shop.plan()).rejects.toThrow(/toy_thing.a -> toy_thing.b -> toy_thing.a/);
  });

  it("tells what somebody else changed or took away", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a", comment: "ours" }, b: { name: "b" } } });
    await shop.apply();
    (shop.world.things.get("a") as Record<string, unknown>)["comment"] = "theirs";
    shop.world.things.delete("b");
    const plan = await shop.plan();
    expect(plan.drift).toMatchObject([
      { address: "toy_thing.a", kind: "changed", changes: [{ before: "ours", after: "theirs" }] },
      { address: "toy_thing.b", kind: "gone" },
    ]);
    expect(Workshop.actions(plan)).toEqual({ "toy_thing.a": "update", "toy_thing.b": "create" });
  });

  it("keeps an object in the state where it can't be read, and forbids the apply", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" } } });
    await shop.apply();
    shop.world.failing.add("read thing a");
    const plan = await shop.plan();
    expect(isApplicable(plan)).toBe(false);
    expect(planDiagnostics(plan)).toMatchObject([{ severity: "error", summary: "read thing a failed" }]);
  });

  it("refuses what destroys data, unless that is allowed in the state or by name", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_guest: { web: { name: "web", disks: { scsi0: { storage: "local" } } } } });
    await shop.apply();
    await shop.code({});
    const refused = await shop.plan();
    expect(refused.steps).toMatchObject([
      { action: "delete", effect: "destroys data", loses: ["disk scsi0"] },
    ]);
    expect(isApplicable(refused)).toBe(false);
    await expect(shop.apply()).rejects.toThrow(/would destroy data/);
    expect(isApplicable(await shop.plan({ allowDataLoss: ["toy_guest.web"] }))).toBe(true);
  });

  it("refuses to replace or destroy what the code protects", async () => {
    const shop = await Workshop.open();
    const code = (name: string) => ({ toy_thing: { a: { name, lifecycle: { prevent_destroy: true } } } });
    await shop.code(code("a"));
    await shop.apply();
    expect(isApplicable(await shop.plan({ mode: "destroy" }))).toBe(false);
    await shop.code(code("b"));
    expect(planDiagnostics(await shop.plan())).toMatchObject([
      { address: "toy_thing.a", detail: expect.stringContaining("prevent_destroy") as string },
    ]);
  });

  it("ignores the changes that the code ignores", async () => {
    const shop = await Workshop.open();
    const code = (size: number, ignore_changes: unknown) => ({
      toy_thing: { a: { name: "a", size, comment: `c${size}`, lifecycle: { ignore_changes } } },
    });
    await shop.code(code(1, ["size"]));
    await shop.apply();
    await shop.code(code(2, ["size"]));
    expect((await shop.plan()).steps[0]?.changes.map(({ path }) => path)).toEqual([["comment"]]);
    await shop.code(code(2, "all"));
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });

  it("replaces what is triggered, tainted or asked for", async () => {
    const shop = await Workshop.open();
    const code = (size: number) => ({
      toy_thing: {
        a: { name: "a", size },
        b: { name: "b", lifecycle: { replace_triggered_by: ["toy_thing.a.size"] } },
        c: { name: "c", lifecycle: { replace_triggered_by: ["${toy_thing.a.comment}"] } },
      },
    });
    await shop.code(code(1));
    await shop.apply();
    await shop.code(code(2));
    expect(Workshop.actions(await shop.plan())).toEqual({
      "toy_thing.a": "update",
      "toy_thing.b": "replace",
    });
    const asked = await shop.plan({ replace: ["web/c"] });
    expect(asked.steps.find(({ address }) => address === "toy_thing.c")).toMatchObject({
      action: "replace",
      reason: "requested",
    });
  });

  it("moves, imports and forgets as the code says", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { old: { name: "a" }, left: { name: "l" } } });
    await shop.apply();
    shop.world.things.set("there", { comment: "theirs", size: 9 });
    await shop.code(
      { toy_thing: { new: { name: "a" }, taken: { name: "there", size: 9, comment: "theirs" } } },
      {
        moved: [{ from: "toy_thing.old", to: "toy_thing.new" }],
        import: [{ to: "toy_thing.taken", id: "there" }],
        removed: [{ from: "toy_thing.left", lifecycle: { destroy: false } }],
      },
    );
    shop.world.calls.length = 0;
    const plan = await shop.plan();
    expect(plan.steps).toMatchObject([
      { address: "toy_thing.new", action: "none", movedFrom: "toy_thing.old" },
      { address: "toy_thing.taken", action: "none", imports: "there" },
      { address: "toy_thing.left", action: "forget" },
    ]);
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(shop.world.written()).toEqual([]);
    expect(shop.world.things.has("l")).toBe(true);
    expect((await shop.state()).resources.map(({ name }) => name)).toEqual(["new", "taken"]);
    expect(hasChanges(await shop.plan())).toBe(false);
  });

  it("plans only what is asked for, with what that needs", async () => {
    const shop = await Workshop.open();
    await shop.code({
      toy_thing: { a: { name: "a" }, b: { name: "b", comment: "${toy_thing.a.id}" }, c: { name: "c" } },
    });
    expect(Workshop.actions(await shop.plan({ targets: ["web/b"] }))).toEqual({
      "toy_thing.a": "create",
      "toy_thing.b": "create",
    });
  });

  it("takes variables from the hand before the environment before the default, in their type", async () => {
    const shop = await Workshop.open();
    shop.environment = { TF_VAR_size: "4", TF_VAR_name: "from-environment" };
    await shop.code(
      { toy_thing: { a: { name: "${var.name}", size: "${var.size}", comment: "${var.comment}" } } },
      {
        variable: {
          name: { type: "string" },
          size: { type: "number", default: 2 },
          comment: { type: "string", default: "default" },
        },
      },
    );
    const stack = await shop.open({ name: "by-hand" });
    expect((await stack.plan()).steps[0]?.planned).toMatchObject({
      name: "by-hand",
      size: 4,
      comment: "default",
    });
    await stack.close();
    shop.environment = {};
    await expect(shop.plan()).rejects.toThrow(/variable "name" has no value[\s\S]*TF_VAR_name/);
  });

  it("plans and keeps outputs, and reads those of other stacks", async () => {
    const shop = await Workshop.open();
    await shop.code(
      { toy_thing: { a: { name: "a" } } },
      { output: { id: { value: "${toy_thing.a.id}" }, tags: { value: ["x", "${toy_thing.a.size}"] } } },
    );
    const plan = await shop.plan();
    expect(plan.outputs).toMatchObject([
      { name: "id", action: "create", after: unknown },
      { name: "tags", action: "create", after: ["x", 3] },
    ]);
    await shop.apply();
    expect((await shop.state()).outputs).toEqual({
      id: { value: "thing/a", type: "string" },
      tags: { value: ["x", 3], type: ["tuple", ["string", "number"]] },
    });
    expect((await shop.plan()).outputs.map(({ action }) => action)).toEqual(["none", "none"]);
    const other = await Workshop.open();
    await other.code(
      { toy_thing: { b: { name: "b", comment: "${data.terraform_remote_state.web.outputs.id}" } } },
      {
        data: {
          terraform_remote_state: {
            web: { backend: "local", config: { path: shop.statePath }, workspace: "${terraform.workspace}" },
          },
        },
      },
    );
    expect((await other.plan()).steps[0]?.planned).toMatchObject({ comment: "thing/a" });
  });

  it("owns what the code says of an imported object, each of it once, or what its id names", async () => {
    const shop = await Workshop.open();
    const disks = { scsi0: { storage: "local", gibibytes: 4 }, scsi1: { storage: "local", gibibytes: 4 } };
    shop.world.guests.set(7, { name: "old", cores: 2, tags: ["x"], disks });
    await shop.code({ toy_guest: { web: { name: "old", cores: 2, disks: { scsi0: disks.scsi0 } } } });
    const owned = async (id: string) => {
      const entry = await shop.within((stack) => stack.importResource("web/web", id));
      await shop.within((stack) => stack.forget("web/web"));
      return [...entry.owned].sort();
    };
    // A slot is ours with anything in it; what else is in it stays as it is.
    expect(await owned("7")).toEqual(["cores", "disks.scsi0.gibibytes"]);
    expect(await owned("7?own=tags")).toEqual(["tags"]);
  });

  it("imports, shows and forgets single objects", async () => {
    const shop = await Workshop.open();
    shop.world.guests.set(7, { name: "old", cores: 2, tags: ["x"] });
    await shop.code({ toy_guest: { web: { name: "old", cores: 2 } } });
    const entry = await shop.within((stack) => stack.importResource("web/web", "7"));
    expect(entry).toMatchObject({
      address: "toy_guest.web",
      owned: ["cores"],
      attributes: { cores: 2, tags: null },
    });
    expect(Workshop.actions(await shop.plan())).toEqual({});
    await expect(shop.within((stack) => stack.importResource("web/web", "7"))).rejects.toThrow(/already/);
    await shop.within((stack) => stack.forget("toy_guest.web"));
    expect(await shop.within((stack) => stack.entries())).toEqual([]);
    expect(shop.world.guests.has(7)).toBe(true);
  });
});
