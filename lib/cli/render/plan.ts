import type { Colors } from "picocolors/types.js";

import {
  countActions,
  type Drift,
  type Plan,
  type PlannedRead,
  type PlannedStep,
} from "../../engine/plan.js";
import type { Change } from "../../schema/resource.js";
import { pathText } from "../../value/path.js";
import type { ValueObject } from "../../value/value.js";
import { effectText } from "./effect.js";
import { stepName } from "./step-name.js";
import { summaryText, valueText } from "./value.js";

export interface Look {
  readonly colors: Colors;
  readonly width: number;
  /** What a new object will be, in its type's own words; undefined where the type has none. */
  summary?(step: PlannedStep): string | undefined;
}

/** A plan as a person reads it: what is added, changed, replaced and destroyed, at which cost, and what drifted. */
export function planText(plan: Plan, look: Look): string {
  const steps = plan.steps.filter(
    ({ action, imports, movedFrom }) => action !== "none" || imports !== undefined || movedFrom !== undefined,
  );
  return [
    `${look.colors.bold(plan.stack)}  ${countsText(plan)}`,
    ...(steps.length === 0 ? [] : ["", ...steps.flatMap((step) => stepLines(step, steps, look))]),
    ...readLines(plan.reads, look),
    ...outputLines(plan, look),
    ...powerLines(plan),
    ...driftLines(plan.drift),
    ...checkLines(plan, look),
    "",
  ].join("\n");
}

/** `2 to add, 1 to change`, or that there is nothing to do. */
export function countsText(plan: Plan): string {
  const counts = countActions(plan);
  const imports = plan.steps.filter((step) => step.imports !== undefined).length;
  const parts = [
    [imports, "to import"],
    [counts.create, "to add"],
    [counts.update, "to change"],
    [counts.replace, "to replace"],
    [counts.delete, "to destroy"],
    [counts.forget, "to forget"],
  ].filter(([count]) => count !== 0);
  if (parts.length > 0) return parts.map(([count, what]) => `${count} ${what}`).join(", ");
  return plan.outputs.some(({ action }) => action !== "none") ? "only outputs change" : "no changes";
}

const signs = { create: "+", update: "~", replace: "- +", delete: "-", forget: "x", none: " " } as const;

function stepLines(step: PlannedStep, all: readonly PlannedStep[], look: Look): readonly string[] {
  const { colors, width } = look;
  const paint = {
    create: colors.green,
    update: colors.yellow,
    replace: colors.red,
    delete: colors.red,
    forget: colors.dim,
    none: colors.dim,
  }[step.action];
  const name = nameOf(step);
  const column = Math.min(40, Math.max(...all.map((each) => nameOf(each).length)));
  const head = `  ${paint(signs[step.action].padEnd(3))} ${colors.bold(name)}`;
  const padding = " ".repeat(Math.max(1, column - name.length + 2));
  const moved = step.movedFrom === undefined ? [] : [`      moved from ${step.movedFrom}`];
  const imported = step.imports === undefined ? [] : [`      imported from ${step.imports}`];
  switch (step.action) {
    case "create":
      return [
        `${head}${padding}${colors.dim(shortened(look.summary?.(step) ?? summaryText(authored(step), width), width - column - 10))}`,
        ...moved,
      ];
    case "update":
    case "none":
      return [
        `${head}${padding}${step.action === "none" ? "" : effectText(step.effect, colors)}`.trimEnd(),
        ...imported,
        ...moved,
        ...changeLines(step.changes, look),
      ];
    case "replace":
      return [
        `${head}${padding}${lossText(step, colors)}`.trimEnd(),
        ...changeLines(step.changes, look),
        ...reasonLines(step),
      ];
    case "delete":
      return [`${head}${padding}${lossText(step, colors)}`.trimEnd()];
    case "forget":
      return [`${head}${padding}leaves the state, stays as it is`];
  }
}

function nameOf(step: PlannedStep): string {
  const id = step.prior?.["id"];
  return `${stepName(step)}${typeof id === "string" ? ` (${id})` : ""}`;
}

function authored({ planned = {} }: PlannedStep): ValueObject {
  const { id: _id, ...rest } = planned;
  return rest;
}

function lossText({ loses }: PlannedStep, colors: Colors): string {
  return loses.length === 0 ? "" : colors.red(`DESTROYS DATA: ${loses.join(", ")}`);
}

function reasonLines({ reason }: PlannedStep): readonly string[] {
  return reason === undefined ? [] : [`      replaced because it is ${reason}`];
}

function changeLines(changes: readonly Change[], { colors, width }: Look): readonly string[] {
  const column = Math.min(28, Math.max(0, ...changes.map(({ path }) => pathText(path).length)));
  const texts = changes.map((change) => ({
    name: pathText(change.path),
    text: changeText(change),
    effect: effectText(change.effect, colors),
  }));
  const middle = Math.min(
    Math.max(20, width - column - 34),
    Math.max(0, ...texts.map(({ text }) => text.length)),
  );
  return texts.map(
    ({ name, text, effect }) =>
      `      ${name.padEnd(column)}  ${shortened(text, middle).padEnd(middle)}  ${effect}`,
  );
}

function changeText({ before, after, sensitive }: Change): string {
  if (sensitive) return "(secret) → (secret)";
  if (before === null) return `+ ${valueText(after)}`;
  return after === null ? `- ${valueText(before)}` : `${valueText(before)} → ${valueText(after)}`;
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 3)}...`;
}

const reasons = {
  "unknown arguments": "read during apply: what it asks is not known before",
  "pending changes": "read during apply: something that it follows changes",
} as const;

function readLines(reads: readonly PlannedRead[], { colors }: Look): readonly string[] {
  if (reads.length === 0) return [];
  const column = Math.min(40, Math.max(...reads.map((read) => stepName(read).length)));
  return [
    "",
    ...reads.map(
      (read) =>
        `  ${colors.cyan("<= ")} ${stepName(read).padEnd(column)}  ${colors.dim(reasons[read.because])}`,
    ),
  ];
}

function outputLines({ outputs }: Plan, { colors }: Look): readonly string[] {
  const changed = outputs.filter(({ action }) => action !== "none");
  if (changed.length === 0) return [];
  return [
    "",
    ...changed.map(
      ({ name, before, after, sensitive }) =>
        `  ${colors.dim("output")} ${name}  ${sensitive ? "(secret)" : before === null ? valueText(after) : `${valueText(before)} → ${valueText(after)}`}`,
    ),
  ];
}

/** Which guests are restarted, so that nobody is surprised. */
function powerLines({ steps }: Plan): readonly string[] {
  const restarted = steps
    .filter(({ action, effect }) => action === "update" && effect === "reboot")
    .map(nameOf);
  const waiting = steps
    .filter(({ action, effect }) => action === "update" && effect === "pending")
    .map(nameOf);
  return [
    ...(restarted.length === 0 ? [] : ["", `Power: ${restarted.join(", ")} shuts down and starts once.`]),
    ...(waiting.length === 0
      ? []
      : ["", `Waiting: ${waiting.join(", ")} takes the change with the next restart.`]),
  ];
}

/** What was found changed, or that nothing was. */
export function driftText(drift: readonly Drift[]): string {
  return drift.length === 0 ? "nothing was changed by somebody else" : driftLines(drift).join("\n");
}

function driftLines(drift: readonly Drift[]): readonly string[] {
  if (drift.length === 0) return [];
  const told = drift.map(({ address, construct, kind, changes }) => {
    const name = construct ?? address;
    return kind === "gone"
      ? `${name} is gone`
      : `${name}: ${changes.map((change) => `${pathText(change.path)} ${changeText(change)}`).join(", ")}`;
  });
  return ["", "Changed by somebody else since the last apply:", ...told.map((line) => `  ${line}`)];
}

/** What was found to hold before the first write; in one line where it fits. */
function checkLines({ checks }: Plan, { width }: Look): readonly string[] {
  if (checks.length === 0) return [];
  const line = `Checked: ${checks.join(", ")}.`;
  return ["", ...(line.length <= width ? [line] : ["Checked:", ...checks.map((each) => `  ${each}`)])];
}
