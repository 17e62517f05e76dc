import { containsUnknown } from "../../value/value.js";
import type { ResourceBlock } from "../blueprint/blueprint.js";
import { evaluateBody, type Configuration } from "../evaluate-body.js";
import type { Evaluation } from "../evaluation.js";
import type { Node } from "../planning/node.js";
import { roundsOf } from "../rounds.js";

/** The code's values for an object, as far as what it refers to is made by now. */
export function configurationNow(
  evaluation: Evaluation,
  { round, definition }: Pick<Node, "round" | "definition">,
  block: ResourceBlock,
): Configuration {
  // Only the value of a round can have been unknown, never its key.
  const isOpen = round !== undefined && containsUnknown(round.value.value);
  const now = isOpen ? roundsOf(block, evaluation)?.find((each) => each?.key === round.key) : round;
  return evaluateBody(definition.attributes, block.configuration, evaluation.within(now));
}
