import type { Colors } from "picocolors/types.js";

import type { Change } from "../../schema/resource.js";
import { pathText } from "../../value/path.js";
import { effectText, effectWords } from "./effect.js";
import { cut } from "./fit.js";
import { valueText } from "./value.js";

const indent = 6;
/** With less room than that for a value, what it costs stands below it. */
const leastRoom = 20;

/** Changes in columns: which attribute, from what to what, at which cost. */
export function changeLines(
  changes: readonly Change[],
  { colors, width }: { readonly colors: Colors; readonly width: number },
): readonly string[] {
  const rows = changes.map(({ path, ...change }) => ({
    ...change,
    name: pathText(path),
    text: changeText(change),
  }));
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const column = Math.min(28, Math.floor(width * 0.4), longest(rows.map(({ name }) => name)));
  const costs = longest(rows.map(({ effect }) => effectWords[effect]));
  const left = width - indent - column - 2;
  const isBeside = left - costs - 2 >= leastRoom;
  const middle = Math.min(isBeside ? left - costs - 2 : left, longest(rows.map(({ text }) => text)));
  return rows.flatMap(({ name, text, effect }) => {
    const start = `${" ".repeat(indent)}${cut(name, column).padEnd(column)}  `;
    const cost = effectText(effect, colors);
    return isBeside
      ? [`${start}${cut(text, middle).padEnd(middle)}  ${cost}`]
      : [`${start}${cut(text, middle)}`, `${" ".repeat(Math.min(start.length, width - costs))}${cost}`];
  });
}

export function changeText({ before, after, sensitive }: Omit<Change, "path" | "effect">): string {
  if (sensitive) return "(secret) → (secret)";
  if (before === null) return `+ ${valueText(after)}`;
  return after === null ? `- ${valueText(before)}` : `${valueText(before)} → ${valueText(after)}`;
}
