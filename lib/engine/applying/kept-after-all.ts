import { decide } from "../../change/decide.js";
import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Evaluation } from "../evaluation.js";
import type { Node } from "../planning/node.js";
import { proposal } from "../planning/plan-node.js";
import { configurationNow } from "./configuration-now.js";

/**
 * What remains to be done with an object that was planned to be replaced, because of a value that the plan did not know,
 * and that can stay now that the value is known. Undefined where it must go, or where that still can't be told.
 */
export async function keptAfterAll(evaluation: Evaluation, node: Node): Promise<Node | undefined> {
  const { definition, block, found, reason } = node;
  if (reason !== undefined || block === undefined || found?.prior === undefined) return undefined;
  const configuration = configurationNow(evaluation, node, block);
  const { planned } = await proposal(definition, { block, configuration, prior: found.prior });
  const decision = decide(definition, { prior: found.prior, planned });
  if (decision.action === "replace") return undefined;
  const { order: _order, ...same } = node;
  return { ...same, action: "update", decision, planned };
}

export function wasKept({ text }: Node): Diagnostic {
  return warning("the object was not replaced", {
    address: text,
    detail: "What the plan did not know yet came out as it stands there: nothing forces a replacement.",
  });
}
