import { evaluate } from "../../expression/evaluate.js";
import { isMarked, replaceMarked, sensitiveAt } from "../../expression/marked.js";
import { ExpressionError } from "../../expression/syntax.js";
import { refuse } from "../../diagnostic/refusal.js";
import { equal } from "../../value/equal.js";
import { containsUnknown, unknown, type Value } from "../../value/value.js";
import type { Context } from "../context.js";
import type { Evaluation } from "../evaluation.js";
import type { Mask } from "../mask.js";
import type { PlannedOutput } from "../plan.js";

/** What becomes of the stack's outputs. */
export function planOutputs(
  { blueprint, state }: Context,
  {
    evaluation,
    isDestroy,
    mask,
  }: {
    /** The names of the stack as they will be, by what is planned. */
    readonly evaluation: Evaluation;
    readonly isDestroy: boolean;
    readonly mask: Mask;
  },
): readonly PlannedOutput[] {
  const declared = isDestroy ? {} : blueprint.outputs;
  const names = [...new Set([...Object.keys(declared), ...Object.keys(state.outputs)])].sort();
  return names.flatMap((name): readonly PlannedOutput[] => {
    const standing = state.outputs[name];
    const block = declared[name];
    const before = standing?.value ?? null;
    const result =
      block === undefined ? undefined : outputValue(name, () => evaluate(block.value, evaluation));
    const sensitive =
      block?.sensitive === true || standing?.sensitive === true || (result !== undefined && isMarked(result));
    const shown = (value: Value) => (sensitive ? replaceMarked(value, [sensitiveAt([])], mask) : value);
    const after = result === undefined ? null : containsUnknown(result.value) ? unknown : result.value;
    const action =
      before === null && after === null
        ? "none"
        : before === null
          ? "create"
          : after === null
            ? "delete"
            : equal(before, after)
              ? "none"
              : "update";
    return before === null && after === null
      ? []
      : [{ name, action, sensitive, before: shown(before), after: shown(after) }];
  });
}

export function outputValue<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return refuse(`output.${name}: ${thrown.message}`);
    throw thrown;
  }
}
