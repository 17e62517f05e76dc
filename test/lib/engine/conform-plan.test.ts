import { describe, expect, it } from "vitest";

import { conformPlan } from "../../../lib/engine/conform-plan.js";
import type { Plan, PlannedStep, StepAction } from "../../../lib/engine/plan.js";
import { unknown } from "../../../lib/value/value.js";
import { emptyPlan } from "./empty-plan.js";
import { emptyStep } from "./empty-step.js";

const plan = (step: Partial<PlannedStep>): Plan => ({
  ...emptyPlan,
  steps: [
    { ...emptyStep, address: "toy_thing.a", type: "toy_thing", action: "update", effect: "replace", ...step },
  ],
});

const isRefused = (saved: Partial<PlannedStep>, now: Partial<PlannedStep>): boolean => {
  try {
    conformPlan(plan(saved), plan(now));
    return false;
  } catch {
    return true;
  }
};

describe("a plan from a file", () => {
  it("lets become anything what it did not know, and nothing else", () => {
    const saved = { planned: { id: unknown, name: "a", tags: ["x", unknown] } };
    expect(isRefused(saved, { planned: { id: 7, name: "a", tags: ["x", "y"] } })).toBe(false);
    expect(isRefused(saved, { planned: { id: 7, name: "b", tags: ["x", "y"] } })).toBe(true);
    expect(isRefused(saved, { planned: { id: 7, name: "a", tags: ["x", "y", "z"] } })).toBe(true);
    expect(isRefused({ planned: { id: 7 } }, { planned: { id: unknown } })).toBe(true);
    expect(isRefused({ prior: { id: 7 } }, { prior: { id: 8 } })).toBe(true);
  });

  it("does less than it feared, and never more", () => {
    const becomes: readonly (readonly [StepAction, StepAction, boolean])[] = [
      ["replace", "update", false],
      ["replace", "none", false],
      ["update", "none", false],
      ["update", "replace", true],
      ["none", "update", true],
      ["create", "none", true],
      ["delete", "forget", true],
    ];
    for (const [action, now, refused] of becomes)
      expect([action, now, isRefused({ action }, { action: now })]).toEqual([action, now, refused]);
    expect(isRefused({ effect: "reboot" }, { effect: "live" })).toBe(false);
    expect(isRefused({ effect: "live" }, { effect: "reboot" })).toBe(true);
  });
});
