import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { references } from "../../expression/references.js";
import { pathText } from "../../value/path.js";
import type { Graph } from "../graph.js";
import { mayStay, type Node } from "./node.js";

/** Tells of a replacement that is planned only because a data source is not asked before apply. */
export function waitingReplacement(
  graph: Graph,
  node: Node,
  isDeferred: (address: string) => boolean,
): readonly Diagnostic[] {
  const { block, text, decision } = node;
  if (block === undefined || !mayStay(node)) return [];
  return decision.replacedBy.flatMap((path) => {
    const expression = block.configuration[String(path[0])];
    const from = expression === undefined ? [] : graph.targetsOf(references(expression)).filter(isDeferred);
    if (from.length === 0) return [];
    return [
      warning(`${pathText(path)} is not known before apply, so a replacement is planned`, {
        path,
        address: text,
        ...(block.construct === undefined ? {} : { construct: block.construct }),
        detail: `It comes from ${from.join(", ")}, which is read during apply. If it comes out as it is now, the object is kept; Terraform would replace it all the same.`,
      }),
    ];
  });
}
