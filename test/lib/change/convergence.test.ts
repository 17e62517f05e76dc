import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { adopt } from "../../../lib/change/adopt.js";
import { decide } from "../../../lib/change/decide.js";
import type { Instance } from "../../../lib/change/instance.js";
import { nothingOwned } from "../../../lib/change/instance.js";
import { propose } from "../../../lib/change/propose.js";
import { refresh } from "../../../lib/change/refresh.js";
import { settle } from "../../../lib/change/settle.js";
import { ownedAfter, ownedByCreation } from "../../../lib/change/written.js";
import { hasErrors } from "../../../lib/diagnostic/diagnostic.js";
import type { Observed } from "../../../lib/schema/resource.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../../../lib/value/value.js";
import { planViolations } from "../../contract/core-rules.js";
import { machine, written } from "./toy.js";

const maybe = <T extends Value>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const word = fc.constantFrom("a", "A", "b", "");
const disk = fc.record({
  storage: fc.constantFrom("x", "y"),
  gibibytes: maybe(fc.integer({ min: 1, max: 4 })),
  cache: maybe(fc.constantFrom("none", "unsafe")),
  volume: fc.constant(null),
});

const configuration: fc.Arbitrary<ValueObject> = fc
  .record({
    zone: fc.constantFrom("a", "b"),
    label: maybe(word),
    size: maybe(fc.integer({ min: 1, max: 4 })),
    image: maybe(word),
    cores: maybe(fc.integer({ min: 1, max: 4 })),
    start_on_boot: maybe(fc.boolean()),
    tags: maybe(fc.uniqueArray(fc.constantFrom("a", "b", "c"))),
    agent: maybe(fc.record({ enabled: maybe(fc.boolean()), kind: maybe(word) })),
    disks: maybe(fc.dictionary(fc.constantFrom("scsi0", "scsi1", "scsi2"), disk)),
    rules: maybe(fc.array(fc.record({ action: word, comment: maybe(word) }), { maxLength: 3 })),
  })
  .map((values) => written(values));

/** The object side of the toy: does as planned, decides what was left to it. */
function applied(planned: ValueObject, object: ValueObject): ValueObject {
  const decided: ValueObject = { id: "7", number: 7, revision: 1 };
  const merge = (wish: Value, now: Value, name: string): Value => {
    if (isUnknown(wish)) return decided[name] ?? now ?? "made";
    if (isObject(wish) && isObject(now))
      return Object.fromEntries(
        Object.keys({ ...now, ...wish }).map((key) => [
          key,
          key in wish ? merge(wish[key] as Value, now[key] ?? null, key) : null,
        ]),
      );
    if (isObject(wish))
      return Object.fromEntries(Object.entries(wish).map(([key, value]) => [key, merge(value, null, key)]));
    return wish;
  };
  return Object.fromEntries(
    Object.keys(machine.attributes).map((name) => [
      name,
      merge(planned[name] ?? null, object[name] ?? null, name),
    ]),
  );
}

/** One round of plan and apply, as the driver does it; the plan must please core. */
function round(
  prior: Instance | undefined,
  wish: ValueObject,
  object: ValueObject,
): { readonly instance: Instance; readonly object: ValueObject } | undefined {
  const { planned, diagnostics } = propose(machine, { prior, configuration: wish });
  if (hasErrors(diagnostics)) return undefined;
  expect(
    planViolations(machine.attributes, { prior: prior?.attributes, configuration: wish, planned }),
  ).toEqual([]);
  const { changes } = decide(machine, { prior, planned });
  // What is not ours and not shown stays on the object.
  const unshown = Object.fromEntries(
    Object.entries(object).filter(
      ([name]) => (prior?.attributes[name] ?? null) === null && (planned[name] ?? null) === null,
    ),
  );
  const after = { ...applied(planned, object), ...unshown };
  const owned =
    prior === undefined
      ? ownedByCreation(machine.attributes, planned)
      : ownedAfter(machine.attributes, prior.private.owned, changes);
  const attributes = settle(machine.attributes, planned, after);
  return { instance: { attributes, private: { ...nothingOwned, owned } }, object: after };
}

const observedOf = (object: ValueObject) => ({ attributes: object }) as unknown as Observed;

describe("plan and apply, for any wishes", () => {
  it("plans only what core accepts, and nothing the second time", () => {
    fc.assert(
      fc.property(fc.array(configuration, { minLength: 1, maxLength: 4 }), (wishes) => {
        let state: { readonly instance: Instance; readonly object: ValueObject } | undefined;
        for (const wish of wishes) {
          const next = round(state?.instance, wish, state?.object ?? {});
          if (next === undefined) return;
          const refreshed = refresh(machine, next.instance, observedOf(next.object));
          expect(refreshed.attributes).toEqual(next.instance.attributes);
          const again = propose(machine, { prior: refreshed, configuration: wish });
          expect(decide(machine, { prior: refreshed, planned: again.planned })).toMatchObject({
            action: "none",
          });
          expect(
            planViolations(machine.attributes, {
              prior: refreshed.attributes,
              configuration: wish,
              planned: again.planned,
            }),
          ).toEqual([]);
          state = { instance: refreshed, object: next.object };
        }
      }),
      { numRuns: 400 },
    );
  });

  it("takes away in the end what was written once and left the code", () => {
    fc.assert(
      fc.property(configuration, (wish) => {
        const made = round(undefined, wish, {});
        const bare = written({ zone: wish["zone"] as Value });
        const left = made === undefined ? undefined : round(made.instance, bare, made.object);
        if (left === undefined) return;
        for (const name of ["label", "cores", "start_on_boot", "tags"]) expect(left.object[name]).toBeNull();
        expect(left.object["disks"] ?? {}).toEqual({});
      }),
      { numRuns: 200 },
    );
  });

  it("plans nothing for an object imported without ownership into code that says what it is", () => {
    fc.assert(
      fc.property(configuration, (wish) => {
        const made = round(undefined, wish, {});
        if (made === undefined) return;
        const imported = adopt(machine, observedOf(made.object), undefined);
        expect(imported.private.owned).toEqual([]);
        const { planned } = propose(machine, {
          prior: imported,
          configuration: written({ ...made.object, id: null, revision: null, number: null, image: null }),
        });
        expect(
          decide(machine, { prior: imported, planned }).changes.filter(
            ({ before, after }) => !(before === null && (after === false || JSON.stringify(after) === "[]")),
          ),
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
