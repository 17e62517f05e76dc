import { decide, type Decision } from "../../change/decide.js";
import type { ResourceBlock } from "../blueprint/blueprint.js";
import { sensitiveAt } from "../../expression/marked.js";
import { marksOf } from "../marks.js";
import type { StepAction } from "../plan.js";
import type { Found, Node } from "./node.js";
import { isProtected } from "./plan-node.js";

export interface Leaving {
  readonly found: Found;
  /** The code that is still there, where everything is to go. */
  readonly block: ResourceBlock | undefined;
  /** Taken out of the state and left as it is. */
  readonly isForgotten: boolean;
  readonly dataLossAllowed: boolean;
}

/** Plans what happens to an object that is no longer wanted. */
export function planLeaving({ found, block, isForgotten, dataLossAllowed }: Leaving): Node {
  const { prior, definition, record } = found;
  const isGone = prior === undefined;
  const decision: Decision = decide(definition, {
    prior: isForgotten ? undefined : prior,
    planned: undefined,
    ...(dataLossAllowed ? { dataLossAllowed: true as const } : {}),
  });
  const action: StepAction = isForgotten || isGone ? "forget" : "delete";
  const isDeleted = action === "delete";
  return {
    address: found.address,
    text: found.text,
    definition,
    found,
    ...(block === undefined ? {} : { block }),
    action,
    decision,
    marks: marksOf(definition.attributes, prior?.attributes ?? {}, record?.sensitive.map(sensitiveAt)),
    createBeforeDestroy: record?.createBeforeDestroy ?? false,
    diagnostics: [
      ...found.diagnostics,
      ...decision.diagnostics.map((diagnostic) => ({ address: found.text, ...diagnostic })),
      ...(isDeleted && block?.lifecycle.preventDestroy === true ? [isProtected(found.text)] : []),
    ],
  };
}
