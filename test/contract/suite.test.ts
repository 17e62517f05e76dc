import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Instance } from "../../lib/change/instance.js";
import type { Attributes } from "../../lib/schema/attribute.js";
import { equal } from "../../lib/value/equal.js";
import { parsePath, valueAt, type Path } from "../../lib/value/path.js";
import { isUnknown, unknown, type ValueObject } from "../../lib/value/value.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "./engine-executor.js";
import type { Executor, StartExecutor } from "./executor.js";
import { startPluginExecutor } from "./plugin-executor.js";
import { laidOver, withValue } from "./subject.js";
import { subjects } from "./subjects.js";

const executors: readonly (readonly [string, StartExecutor])[] = [
  ["the engine", startEngineExecutor],
  ["the plugin", startPluginExecutor],
];

const pathOf = (text: string): Path => parsePath(text) ?? [];

/** Applies what must succeed. */
async function applied(executor: Executor, code: ValueObject): Promise<Instance> {
  const plan = await executor.plan(code);
  expect(plan.action === "refused" ? plan.diagnostics : []).toEqual([]);
  const { errors, instance } = await plan.apply();
  expect(errors).toEqual([]);
  return instance as Instance;
}

async function expectNothingToDo(executor: Executor, code: ValueObject): Promise<void> {
  const plan = await executor.plan(code);
  expect({
    action: plan.action,
    diagnostics: plan.diagnostics.filter(({ severity }) => severity === "error"),
  }).toEqual({ action: "none", diagnostics: [] });
}

for (const subject of subjects)
  for (const [name, start] of executors)
    describe(`${subject.type} under ${name}`, () => {
      let pve: Simulation;
      let executor: Executor;
      const { code } = subject;

      beforeEach(async () => {
        pve = await simulate();
        await subject.prepare?.(pve);
        executor = await start(subject.type, pve);
      });
      afterEach(async () => {
        await executor.close();
        await pve.close();
      });

      it("is made, read back, and planned again without a difference", async () => {
        expect((await executor.plan(code)).action).toBe("create");
        const made = await applied(executor, code);
        expect(JSON.stringify(made.attributes)).not.toContain("$unknown");
        expect(made.attributes["id"]).toEqual(expect.any(String));
        await expectNothingToDo(executor, code);
      });

      it("takes every change in place, and gives back what leaves the code", async () => {
        await applied(executor, code);
        for (const [text, [one, two]] of Object.entries(subject.changes)) {
          const beside = laidOver(code, subject.beside?.[text] ?? {});
          for (const value of [one, two]) {
            const changed = withValue(beside, pathOf(text), value);
            const plan = await executor.plan(changed);
            expect({
              text,
              value,
              action: plan.action,
              errors: plan.diagnostics.filter(({ severity }) => severity === "error"),
            }).toMatchObject({ text, action: expect.stringMatching(/update|none/) as string, errors: [] });
            const { errors, instance } = await plan.apply();
            expect({ text, value, errors }).toEqual({ text, value, errors: [] });
            if (plan.action === "update")
              expect({ text, value: valueAt(instance?.attributes, pathOf(text)) }).toMatchObject({ text });
            await expectNothingToDo(executor, changed);
          }
          const cleared = text === subject.grows ? withValue(code, pathOf(text), two) : code;
          await applied(executor, cleared);
          await expectNothingToDo(executor, cleared);
        }
      });

      it("is tried on every attribute that an author can write", async () => {
        const resource = await proxmox.catalog[subject.type]?.();
        const tried = [
          ...Object.keys(subject.changes),
          ...Object.keys(subject.untried),
          ...Object.keys(code),
        ];
        const missing = writable(resource?.attributes ?? {}).filter(
          (path) =>
            !tried.some(
              (text) => text === path || text.startsWith(`${path}.`) || path.startsWith(`${text}.`),
            ),
        );
        expect(missing).toEqual([]);
      });

      it.skipIf(subject.tampered === "")("shows what somebody else changed, and sets it right", async () => {
        const [value] = subject.changes[subject.tampered] ?? [code[subject.tampered] ?? null];
        const wish =
          subject.tampered === "propagate"
            ? { ...code, propagate: true }
            : withValue(code, pathOf(subject.tampered), value);
        await applied(executor, wish);
        await subject.tamper(pve);
        const plan = await executor.plan(wish);
        expect(plan.action).toBe("update");
        expect((await plan.apply()).errors).toEqual([]);
        await expectNothingToDo(executor, wish);
      });

      it.skipIf(subject.tampered === "")(
        "writes nothing where the object changed between plan and apply",
        async () => {
          const [value, other] = subject.changes[subject.tampered] ?? [
            code[subject.tampered] ?? null,
            "other@example.com",
          ];
          const wish =
            subject.tampered === "propagate"
              ? { ...code, propagate: true }
              : withValue(code, pathOf(subject.tampered), value);
          await applied(executor, wish);
          const plan = await executor.plan(
            subject.tampered === "propagate"
              ? { ...code, propagate: false }
              : withValue(code, pathOf(subject.tampered), other ?? null),
          );
          if (subject.tampered === "propagate") await subject.takeAway(pve);
          else await subject.tamper(pve);
          const { errors } = await plan.apply();
          expect(errors.map(({ summary }) => summary).join()).toMatch(
            /changed since|is gone|no longer what was planned|different/,
          );
        },
      );

      it("is made anew where it is gone, and its removal succeeds where it is gone", async () => {
        await applied(executor, code);
        if (subject.alwaysExists !== true) {
          await subject.takeAway(pve);
          expect((await executor.plan(code)).action).toBe("create");
          await applied(executor, code);
          const removal = await executor.planRemoval({ allowDataLoss: true });
          await subject.takeAway(pve);
          expect(
            (await removal.apply()).errors.filter(({ summary }) => !/destroy data/.test(summary)),
          ).toEqual([]);
        }
      });

      it("goes with its code, data only where that is allowed", async () => {
        await applied(executor, code);
        if (subject.losesData !== undefined) {
          const refused = await executor.planRemoval();
          expect(refused.action).toBe("refused");
          expect(refused.diagnostics[0]?.detail).toMatch(subject.losesData);
          await applied(executor, { ...code, allow_data_loss: true });
        }
        const plan = await executor.planRemoval();
        expect(plan.action).toBe("delete");
        expect((await plan.apply()).errors).toEqual([]);
        expect(await executor.instance()).toBeUndefined();
      });

      it.skipIf(Object.keys(subject.replacement).length === 0)(
        "is replaced where its identity changes",
        async () => {
          const allowed = subject.losesData !== undefined ? { ...code, allow_data_loss: true } : code;
          const made = await applied(executor, allowed);
          const wish = laidOver(allowed, subject.replacement);
          const plan = await executor.plan(wish);
          expect(plan.action).toBe("replace");
          const { errors, instance } = await plan.apply();
          expect(errors).toEqual([]);
          expect(instance?.attributes["id"]).not.toBe(made.attributes["id"]);
          await expectNothingToDo(executor, wish);
        },
      );

      it.skipIf(subject.alwaysExists === true)(
        "refuses what exists already, and imports it on request",
        async () => {
          const other = await start(subject.type, pve);
          const fixed = { ...code, ...subject.named };
          await applied(other, fixed);
          await other.close();
          const plan = await executor.plan(fixed);
          const { errors, instance } = await plan.apply();
          expect(errors[0]?.summary).toMatch(/exists already/);
          expect(instance).toBeUndefined();
          const imported = await executor.import(fixed, subject.importId);
          expect(imported.errors).toEqual([]);
          // The engine knows the code and owns what stands in it; Terraform does not tell its plugin.
          if (name === "the plugin") expect(imported.instance?.private.owned).toEqual([]);
          expect(["none", "update"]).toContain((await executor.plan(fixed)).action);
          await applied(executor, fixed);
          await expectNothingToDo(executor, fixed);
        },
      );

      it("imports with the named attributes owned, and refuses ids and names that are none", async () => {
        const other = await start(subject.type, pve);
        await applied(other, code);
        await other.close();
        const [first = ""] = Object.keys(subject.changes);
        const wrongId = await executor.import(code, "/nothing/at/all");
        expect(wrongId.errors[0]?.detail).toMatch(/import id has the form/);
        const wrongName = await executor.import(code, `${subject.importId}?own=nothing_like_it`);
        expect(wrongName.errors[0]?.summary).toMatch(/no such attribute/);
        const { errors, instance } = await executor.import(code, `${subject.importId}?own=${first}`);
        expect(errors).toEqual([]);
        expect(instance).toBeDefined();
      });

      it("imports what the code says, and the plan that follows writes nothing", async () => {
        const other = await start(subject.type, pve);
        const fixed = { ...code, ...subject.named };
        await applied(other, fixed);
        await other.close();
        const { instance } = await executor.import(fixed, subject.importId);
        const plan = await executor.plan(fixed);
        const before = instance?.attributes ?? {};
        const differing = Object.keys(plan.planned ?? {}).filter(
          (attribute) =>
            !isUnknown(plan.planned?.[attribute] ?? null) &&
            !equal(plan.planned?.[attribute] ?? null, before[attribute] ?? null),
        );
        expect(["none", "update"]).toContain(plan.action);
        expect(differing.filter((each) => !(subject.unreadable ?? []).includes(each))).toEqual([]);
      });

      it.skipIf(name === "the engine" || Object.keys(subject.changes).length === 0)(
        "plans what is not known yet as not known, new and standing",
        async () => {
          // In the engine only a reference is unknown; the round trip through both executors has those.
          const names = Object.keys(subject.changes).filter(
            (text) => !text.includes(".") && subject.beside?.[text] === undefined,
          );
          const waiting = Object.fromEntries(names.map((text) => [text, unknown]));
          const fresh = await executor.plan({ ...code, ...waiting });
          expect(fresh.action).toBe("create");
          for (const text of names)
            expect({ text, planned: fresh.planned?.[text] }).toEqual({ text, planned: unknown });
          await applied(executor, code);
          const [first = ""] = names;
          const later = await executor.plan({ ...code, [first]: unknown });
          expect({ action: later.action, planned: later.planned?.[first] }).toEqual({
            action: "update",
            planned: unknown,
          });
        },
      );

      it("leaves alone what is to be ignored", async () => {
        const [text] = Object.keys(subject.changes).filter((each) => !each.includes("."));
        const [one, two] = subject.changes[text ?? ""] ?? [null, null];
        if (text === undefined) return;
        const wish = withValue(laidOver(code, subject.beside?.[text] ?? {}), [text], one);
        await applied(executor, wish);
        expect((await executor.plan(withValue(wish, [text], two), { ignore: [text] })).action).toBe("none");
      });

      it("keeps the object and what we own of it under another name", async () => {
        const before = await applied(executor, code);
        const plan = await executor.plan(code, { name: "renamed" });
        expect(plan.action).toBe("none");
        await plan.apply();
        const after = await executor.instance();
        expect(after?.private.owned).toEqual(before.private.owned);
      });

      for (const { path, slot, element, plug } of subject.slots ?? [])
        it(`plugs and unplugs ${path}.${slot}, and refuses one that somebody else plugged`, async () => {
          await applied(executor, code);
          const more = withValue(code, [path, slot], element);
          await applied(executor, more);
          await expectNothingToDo(executor, more);
          await applied(executor, code);
          await expectNothingToDo(executor, code);
          await plug(pve);
          await expectNothingToDo(executor, code);
          const refused = await executor.plan(more);
          expect(refused.action).toBe("refused");
          expect(refused.diagnostics[0]?.summary).toMatch(/already in use/);
        });

      it.skipIf(subject.secret === undefined)("writes secrets to the object and nowhere else", async () => {
        const { secret } = subject;
        if (secret === undefined) return;
        for (const wish of secret.wishes) await applied(executor, laidOver(code, wish));
        expect(secret.isKept(pve)).toBe(true);
        expect(await executor.written()).not.toContain(secret.text);
      });
    });

/** Paths of every attribute that an author can write, those in slots and entries by the whole. */
function writable(attributes: Attributes, path: readonly string[] = []): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const here = [...path, name];
    if (attribute.role === "computed") return [];
    return attribute.kind === "nested" ? writable(attribute.attributes, here) : [here.join(".")];
  });
}
