import type { Colors, Formatter } from "picocolors/types.js";

import {
  countActions,
  isApplicable,
  type Drift,
  type Plan,
  type PlannedRead,
  type PlannedStep,
} from "../../engine/plan.js";
import { pathText } from "../../value/path.js";
import type { ValueObject } from "../../value/value.js";
import { changeLines, changeText } from "./changes.js";
import { effectText, effectWords } from "./effect.js";
import { cut, wrapped } from "./fit.js";
import { columnOf, stepHead, type StepHead } from "./step-head.js";
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
    ...awaitLines(plan, look.width),
    ...powerLines(plan, look),
    ...driftLines(plan.drift, look.width),
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
  if (plan.outputs.some(({ action }) => action !== "none")) return "only outputs change";
  return isApplicable(plan) ? "no changes" : "can't be planned";
}

const signs = { create: "+", update: "~", replace: "- +", delete: "-", forget: "x", none: " " } as const;

function stepLines(step: PlannedStep, all: readonly PlannedStep[], look: Look): readonly string[] {
  const { colors, width } = look;
  const place = { column: columnOf(all.map(nameOf), width), width, colors };
  const head = (color: Formatter, what: Pick<StepHead, "text" | "paint" | "tells">) =>
    stepHead({ sign: color(signs[step.action].padEnd(3)), name: nameOf(step), ...what }, place);
  const moved = step.movedFrom === undefined ? [] : [`      moved from ${step.movedFrom}`];
  const imported = step.imports === undefined ? [] : [`      imported from ${step.imports}`];
  const loss = { text: lossText(step), paint: colors.red, tells: "all" } as const;
  switch (step.action) {
    case "create": {
      const text = look.summary?.(step) ?? summaryText(authored(step), width);
      return [...head(colors.green, { text, paint: colors.dim, tells: "what fits" }), ...moved];
    }
    case "update":
    case "none": {
      const text = step.action === "none" ? "" : effectWords[step.effect];
      const paint = () => effectText(step.effect, colors);
      const color = step.action === "none" ? colors.dim : colors.yellow;
      return [
        ...head(color, { text, paint, tells: "all" }),
        ...imported,
        ...moved,
        ...changeLines(step.changes, look),
      ];
    }
    case "replace":
      return [...head(colors.red, loss), ...changeLines(step.changes, look), ...reasonLines(step)];
    case "delete":
      return head(colors.red, loss);
    case "forget":
      return head(colors.dim, {
        text: "leaves the state, stays as it is",
        paint: colors.reset,
        tells: "all",
      });
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

function lossText({ loses }: PlannedStep): string {
  return loses.length === 0 ? "" : `DESTROYS DATA: ${loses.join(", ")}`;
}

function reasonLines({ reason }: PlannedStep): readonly string[] {
  return reason === undefined ? [] : [`      replaced because it is ${reason}`];
}

const reasons = {
  "unknown arguments": "read during apply: what it asks is not known before",
  "pending changes": "read during apply: something that it follows changes",
} as const;

function readLines(reads: readonly PlannedRead[], { colors, width }: Look): readonly string[] {
  if (reads.length === 0) return [];
  const place = { column: columnOf(reads.map(stepName), width), width, colors };
  return [
    "",
    ...reads.flatMap((read) =>
      stepHead(
        {
          sign: colors.cyan("<= "),
          name: stepName(read),
          text: reasons[read.because],
          paint: colors.dim,
          tells: "all",
        },
        place,
      ),
    ),
  ];
}

function outputLines({ outputs }: Plan, { colors, width }: Look): readonly string[] {
  const changed = outputs.filter(({ action }) => action !== "none");
  if (changed.length === 0) return [];
  return [
    "",
    ...changed.map(({ name, before, after, sensitive }) => {
      const text = sensitive
        ? "(secret)"
        : before === null
          ? valueText(after)
          : `${valueText(before)} → ${valueText(after)}`;
      return `  ${colors.dim("output")} ${cut(`${name}  ${text}`, width - 9)}`;
    }),
  ];
}

/** Whose outputs it was planned with before they are there. */
function awaitLines({ awaits }: Plan, width: number): readonly string[] {
  if (awaits.length === 0) return [];
  return ["", ...wrapped(`Planned with what ${awaits.join(", ")} will put out.`, width, "  ")];
}

const enumerated = new Intl.ListFormat("en");

/** Which guests are restarted, so that nobody is surprised. */
function powerLines({ steps }: Plan, { width }: Look): readonly string[] {
  const named = (wanted: PlannedStep["effect"]) =>
    steps.filter(({ action, effect }) => action === "update" && effect === wanted).map(nameOf);
  const told = (names: readonly string[], one: string, each: string) =>
    names.length === 1 ? `${names.join("")} ${one}` : `${enumerated.format(names)} each ${each}`;
  const restarted = named("reboot");
  const waiting = named("pending");
  return [
    ...(restarted.length === 0
      ? []
      : [
          "",
          ...wrapped(
            `Power: ${told(restarted, "shuts down and starts once", "shut down and start once")}.`,
            width,
            "  ",
          ),
        ]),
    ...(waiting.length === 0
      ? []
      : [
          "",
          ...wrapped(
            `Waiting: ${told(waiting, "takes the change with the next restart", "take the change with their next restart")}.`,
            width,
            "  ",
          ),
        ]),
  ];
}

/** What was found changed, or that nothing was. */
export function driftText(drift: readonly Drift[], width: number): string {
  return drift.length === 0 ? "nothing was changed by somebody else" : driftLines(drift, width).join("\n");
}

function driftLines(drift: readonly Drift[], width: number): readonly string[] {
  if (drift.length === 0) return [];
  const told = drift.map(({ address, construct, kind, changes }) => {
    const name = construct ?? address;
    return kind === "gone"
      ? `${name} is gone`
      : `${name}: ${changes.map((change) => `${pathText(change.path)} ${changeText(change)}`).join(", ")}`;
  });
  return [
    "",
    ...wrapped("Changed by somebody else since the last apply:", width),
    ...told.flatMap((line) => wrapped(line, width - 2, "  ").map((part) => `  ${part}`)),
  ];
}

/** What was found to hold before the first write; in one line where it fits. */
function checkLines({ checks }: Plan, { width }: Look): readonly string[] {
  if (checks.length === 0) return [];
  const line = `Checked: ${checks.join(", ")}.`;
  return [
    "",
    ...(line.length <= width
      ? [line]
      : ["Checked:", ...checks.flatMap((each) => wrapped(each, width - 2, "  ").map((part) => `  ${part}`))]),
  ];
}
