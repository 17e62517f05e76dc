import type { Path } from "../../value/path.js";
import { isList, type Value } from "../../value/value.js";
import { valueAt } from "../../value/path.js";
import type { StatePathStep } from "./format.js";

/** A path as the state writes it: attributes by name, what lies in maps and lists by index. */
export function encodePath(path: Path, isMapAt: (path: Path) => boolean): readonly StatePathStep[] {
  return path.map((step, index): StatePathStep => {
    if (typeof step === "number") return { type: "index", value: { value: step, type: "number" } };
    return isMapAt(path.slice(0, index))
      ? { type: "index", value: { value: step, type: "string" } }
      : { type: "get_attr", value: step };
  });
}

/** Reads what the state writes; undefined for a step that is of no known kind. */
export function decodePath(steps: Value): Path | undefined {
  if (!isList(steps)) return undefined;
  const path = steps.map((step) => {
    const kind = valueAt(step, ["type"]);
    const value = kind === "index" ? valueAt(step, ["value", "value"]) : valueAt(step, ["value"]);
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  });
  return path.every((step) => step !== undefined) ? path : undefined;
}
