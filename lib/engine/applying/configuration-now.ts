import type { Scope } from "../../expression/evaluate.js";
import { containsUnknown } from "../../value/value.js";
import type { Block, ResourceBlock } from "../blueprint/blueprint.js";
import { evaluateBody, type Configuration } from "../evaluate-body.js";
import type { Evaluation, Round } from "../evaluation.js";
import type { Node } from "../planning/node.js";
import { roundsOf } from "../rounds.js";

/** The code's values for an object, as far as what it refers to is made by now. */
export function configurationNow(
  evaluation: Evaluation,
  { round, definition }: Pick<Node, "round" | "definition">,
  block: ResourceBlock,
): Configuration {
  return evaluateBody(definition.attributes, block.configuration, scopeNow(evaluation, round, block));
}

/** The names of the stack as one instance of a block sees them now. */
export function scopeNow(evaluation: Evaluation, round: Round | undefined, block: Block): Scope {
  // Only the value of a round can have been unknown, never its key.
  const isOpen = round !== undefined && containsUnknown(round.value.value);
  return evaluation.within(
    isOpen ? roundsOf(block, evaluation)?.find((each) => each?.key === round.key) : round,
  );
}
