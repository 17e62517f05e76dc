import type { StateEntry } from "../../engine/stack.js";
import { valueText } from "./value.js";

/** An object of the state as a person reads it: what it is, what of it the code owns, what it needs. */
export function entryText({ address, attributes, owned, dependsOn, tainted }: StateEntry): string {
  const told = Object.entries(attributes).filter(([, value]) => value !== null);
  const column = Math.max(5, ...told.map(([name]) => name.length));
  return [
    `${address}${tainted ? "  (tainted)" : ""}`,
    ...told.map(([name, value]) => `  ${name.padEnd(column)}  ${valueText(value)}`),
    `  ${"owned".padEnd(column)}  ${owned.length === 0 ? "nothing" : owned.join(", ")}`,
    ...(dependsOn.length === 0 ? [] : [`  ${"needs".padEnd(column)}  ${dependsOn.join(", ")}`]),
    "",
  ].join("\n");
}
