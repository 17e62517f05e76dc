import type { Dependencies } from "../../engine/dependencies.js";
import { stepName } from "./step-name.js";

/** A stack as a graph of the DOT language; each arrow points to what must be there first. */
export function dotText(stack: string, nodes: readonly Dependencies[]): string {
  return [
    `digraph ${quoted(stack)} {`,
    "  rankdir = RL;",
    "  node [shape = box];",
    ...nodes.map((node) => `  ${quoted(node.address)} [label = ${quoted(stepName(node))}];`),
    ...nodes.flatMap(({ address, dependsOn }) =>
      dependsOn.map((needed) => `  ${quoted(address)} -> ${quoted(needed)};`),
    ),
    "}",
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
