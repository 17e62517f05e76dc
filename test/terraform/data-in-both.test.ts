import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openStack } from "../../lib/engine/open-stack.js";
import { hasChanges } from "../../lib/engine/plan.js";
import type { Stack } from "../../lib/engine/stack.js";
import type { ValueObject } from "../../lib/value/value.js";
import { buildToyPlugin } from "./fixtures/build-toy-plugin.js";
import type { Objects } from "./fixtures/object-file.js";
import { toy } from "./fixtures/toy-provider.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const machine = (zone: string, more: ValueObject = {}): ValueObject => ({
  zone,
  home: { street: "Main" },
  ...more,
});

const before = {
  stays: machine("stays"),
  changes: machine("changes", { cores: 1 }),
  replaced: machine("replaced", { serial: "one" }),
  drifted: machine("drifted", { label: "ours", cores: 12 }),
  lost: machine("lost"),
  shrinks: machine("shrinks", { count: 2 }),
  each: machine("${each.key}", { for_each: '${toset(["a", "b"])}', label: 'an "x" <&>' }),
};

const after = {
  ...before,
  changes: machine("changes", { cores: 2 }),
  replaced: machine("replaced", { serial: "two" }),
  shrinks: machine("shrinks", { count: 1 }),
  each: machine("${each.key}", { for_each: '${toset(["a", "b", "c"])}', label: 'an "x" <&>' }),
  fresh: machine("fresh"),
  of_late: machine("${data.toy_lookup.of_fresh.id}", { label: "late" }),
};

/** Every way in which a data source can follow what changes, and what does not. */
const lookups: Readonly<Record<string, ValueObject>> = {
  literal: { word: "stays" },
  of_what_stays: { word: "${toy_machine.stays.id}" },
  after_what_stays: { word: "x", depends_on: ["toy_machine.stays"] },
  of_what_changes: { word: "${toy_machine.changes.zone}" },
  after_what_changes: { word: "x", depends_on: ["toy_machine.changes"] },
  of_what_is_replaced: { word: "${toy_machine.replaced.zone}" },
  of_the_new_id: { word: "${toy_machine.replaced.id}" },
  of_what_drifted: { word: "${toy_machine.drifted.zone}" },
  of_what_is_lost: { word: "${toy_machine.lost.zone}" },
  of_fresh: { word: "${toy_machine.fresh.id}" },
  of_the_known_of_fresh: { word: "${toy_machine.fresh.zone}" },
  of_the_shrunk: { word: "${toy_machine.shrinks[0].zone}" },
  after_the_shrunk: { word: "x", depends_on: ["toy_machine.shrinks"] },
  of_an_old_instance: { word: '${toy_machine.each["a"].zone}' },
  of_all_instances: { word: '${join(",", [for each in toy_machine.each : each.zone])}' },
  by_a_local: { word: "${local.changed}" },
  by_a_local_unknown: { word: "${local.made}" },
  of_a_late_answer: { word: "${data.toy_lookup.of_fresh.id}" },
  of_what_a_late_one_was_asked: { word: "${data.toy_lookup.of_what_changes.word}" },
  of_an_answer: { word: "${data.toy_lookup.of_what_stays.id}" },
  after_a_late_one: { word: "x", depends_on: ["data.toy_lookup.of_what_changes"] },
  after_a_late_unknown: { word: "x", depends_on: ["data.toy_lookup.of_fresh"] },
  after_an_early_one: { word: "x", depends_on: ["data.toy_lookup.literal"] },
  after_one_behind_depends_on: { word: "x", depends_on: ["data.toy_lookup.after_what_changes"] },
  as_often_as_what_changes: { word: "x-${count.index}", count: "${toy_machine.changes.cores}" },
  as_often_as_instances: { word: "${each.key}", for_each: "${toy_machine.each}" },
  in_a_block: { word: "x", where: [{ zone: "${toy_machine.changes.zone}" }] },
  in_a_block_unknown: { word: "x", where: [{ zone: "${toy_machine.fresh.id}" }] },
  of_what_uses_a_late_one: { word: "${toy_machine.of_late.label}" },
  after_what_uses_a_late_one: { word: "x", depends_on: ["toy_machine.of_late"] },
};

const stack = (machines: object, data: object) => ({
  terraform: {
    backend: { local: { path: "terraform.toy.tfstate" } },
    required_providers: { toy: { source: "pve-cdk/toy" } },
  },
  locals: {
    changed: "${toy_machine.changes.zone}",
    ...("fresh" in machines ? { made: "${toy_machine.fresh.id}" } : {}),
  },
  resource: { toy_machine: machines },
  ...(Object.keys(data).length === 0 ? {} : { data: { toy_lookup: data } }),
});

describe("data sources in both executors", () => {
  let folder: TerraformFolder;
  let objects: string;

  beforeAll(async () => {
    folder = await terraformFolder({}, buildToyPlugin);
    objects = join(folder.path, "objects.json");
    folder.environment["TOY_OBJECTS"] = objects;
    await folder.write("cdk.tf.json", stack(before, {}));
    await terraform("init");
    await terraform("apply", "-auto-approve");
    const all = Object.entries(JSON.parse(await readFile(objects, "utf8")) as Objects);
    await folder.write(
      "objects.json",
      Object.fromEntries(
        all
          .filter(([, { zone }]) => zone !== "lost")
          .map(([number, each]) => [
            number,
            each["zone"] === "drifted" ? { ...each, label: "theirs" } : each,
          ]),
      ),
    );
    await folder.write("cdk.tf.json", stack(after, lookups));
  });
  afterAll(() => folder.remove());

  async function terraform(...words: readonly string[]): Promise<string> {
    const [command = "", ...rest] = words;
    return folder.succeed(command, "-no-color", ...rest);
  }

  async function engine<T>(work: (stack: Stack) => Promise<T>): Promise<T> {
    const source = { name: "toy", file: join(folder.path, "cdk.tf.json"), dependsOn: [] };
    const opened = await openStack({ source, provider: toy, environment: { TOY_OBJECTS: objects } });
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  }

  const state = async () =>
    JSON.parse(await readFile(join(folder.path, "terraform.toy.tfstate"), "utf8")) as {
      readonly resources: readonly { readonly mode: string; readonly name: string }[];
    };

  it("are left to apply by the engine where terraform leaves them to it, for the same reasons", async () => {
    await terraform("plan", "-out=plan");
    const theirs = JSON.parse(await terraform("show", "-json", "plan")) as TheirPlan;
    const reasons = {
      read_because_config_unknown: "unknown arguments",
      read_because_dependency_pending: "pending changes",
    } as const;
    const deferred = Object.fromEntries(
      theirs.resource_changes
        .filter(({ mode }) => mode === "data")
        .map(({ address, change, action_reason }) => [
          address,
          `${change.actions.join()}: ${reasons[action_reason ?? "read_because_config_unknown"]}`,
        ]),
    );
    const { reads, steps } = await engine((stack) => stack.plan());
    const ours = Object.fromEntries(reads.map(({ address, because }) => [address, `read: ${because}`]));
    expect(ours).toEqual(deferred);
    expect(Object.keys(ours).length).toBeGreaterThan(10);
    // Both saw the same changes.
    const changes = theirs.resource_changes.filter(
      ({ mode, change }) => mode === "managed" && change.actions[0] !== "no-op",
    );
    expect(
      steps
        .filter(({ action }) => action !== "none")
        .map(({ address }) => address)
        .sort(),
    ).toEqual(changes.map(({ address }) => address).sort());
  });

  it("are kept by the engine as terraform keeps them, and neither has anything to do then", async () => {
    const { failed } = await engine(async (stack) => stack.apply(await stack.plan()));
    expect(failed).toEqual([]);
    // What was told for the plan was told before the changes.
    await engine((stack) => stack.refresh());
    const ours = (await state()).resources.filter(({ mode }) => mode === "data");
    expect(ours.map(({ name }) => name).sort()).toEqual(Object.keys(lookups).sort());
    await terraform("plan", "-detailed-exitcode");
    await terraform("apply", "-refresh-only", "-auto-approve");
    expect((await state()).resources.filter(({ mode }) => mode === "data")).toEqual(ours);
    expect(hasChanges(await engine((stack) => stack.plan()))).toBe(false);
    const kept = await state();
    await engine((stack) => stack.refresh());
    expect(await state()).toEqual(kept);
  });
});

interface TheirPlan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly mode: "managed" | "data";
    readonly change: { readonly actions: readonly string[] };
    readonly action_reason?: "read_because_config_unknown" | "read_because_dependency_pending";
  }[];
}
