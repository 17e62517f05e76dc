import type { Output } from "../engine/stack.js";
import { valueText } from "./render/value.js";
import type { Speaking } from "./speak.js";

/** Shows an output that nobody asked for by its name: a secret stays hidden. */
export function showOutput(context: Speaking, stack: string, output: Output): void {
  const { name, value, sensitive } = output;
  context.terminal.write(`${name} = ${sensitive ? "(secret)" : valueText(value)}\n`);
  tellOutput(context, stack, output);
}

/** The same for programs alone. */
export function tellOutput(context: Speaking, stack: string, { name, value, sensitive }: Output): void {
  context.tell({ kind: "output", stack, name, value: sensitive ? null : value, sensitive });
}
