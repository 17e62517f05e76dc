import type { Colors } from "picocolors/types.js";

import { cut, wrapped } from "./fit.js";

/** The first line of a step: a sign, its name, and beside it what is to be told. */
export interface StepHead {
  readonly sign: string;
  readonly name: string;
  readonly text: string;
  /** Colours a line of the text. */
  readonly paint: (line: string) => string;
  /** A summary is cut; what somebody must read whole goes on below. */
  readonly tells: "what fits" | "all";
}

export interface HeadPlace {
  /** How wide the names of all steps are that are not too long. */
  readonly column: number;
  readonly width: number;
  readonly colors: Colors;
}

const indent = 6;
/** With less room than that beside the name, the text stands below it. */
const leastRoom = 24;

export function columnOf(names: readonly string[], width: number): number {
  const most = Math.min(40, Math.floor(width / 2));
  return Math.max(0, ...names.map(({ length }) => length).filter((length) => length <= most));
}

export function stepHead(
  { sign, name, text, paint, tells }: StepHead,
  { column, width, colors }: HeadPlace,
): readonly string[] {
  const start = indent + column + 2;
  const isBeside = name.length <= column && width - start >= leastRoom;
  const room = width - (isBeside ? start : indent);
  const head = `  ${sign} ${colors.bold(cut(name, width - indent))}`;
  if (text === "") return [head];
  const lines = (tells === "all" ? wrapped(text, room) : [cut(text, room)]).map(paint);
  const below = (line: string) => `${" ".repeat(isBeside ? start : indent)}${line}`;
  return isBeside
    ? [`${head}${" ".repeat(column - name.length + 2)}${lines[0] ?? ""}`, ...lines.slice(1).map(below)]
    : [head, ...lines.map(below)];
}
