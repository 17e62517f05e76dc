import { evaluate } from "../../expression/evaluate.js";
import { isMarked } from "../../expression/marked.js";
import { references } from "../../expression/references.js";
import { ExpressionError } from "../../expression/syntax.js";
import { refuse } from "../../diagnostic/refusal.js";
import { equal } from "../../value/equal.js";
import type { Context } from "../context.js";
import type { OutputNode } from "./output-node.js";
import type { Wanted } from "./plan-wanted.js";

/** What becomes of the stack's outputs. */
export function planOutputs(
  { blueprint, state, graph }: Context,
  {
    evaluation,
    changes,
    isDestroy,
  }: Pick<Wanted, "evaluation" | "changes"> & { readonly isDestroy: boolean },
): readonly OutputNode[] {
  const declared = isDestroy ? {} : blueprint.outputs;
  const names = [...new Set([...Object.keys(declared), ...Object.keys(state.outputs)])].sort();
  return names.flatMap((name): readonly OutputNode[] => {
    const standing = state.outputs[name];
    const block = declared[name];
    const before = standing?.value ?? null;
    const result =
      block === undefined ? undefined : outputValue(name, () => evaluate(block.value, evaluation));
    const sensitive =
      block?.sensitive === true || standing?.sensitive === true || (result !== undefined && isMarked(result));
    const after = result?.value ?? null;
    if (before === null && after === null) return [];
    const action =
      before === null ? "create" : after === null ? "delete" : equal(before, after) ? "none" : "update";
    const named = block === undefined ? [] : graph.targetsOf(references(block.value));
    return [{ name, action, sensitive, before, after, isPending: action !== "none" || named.some(changes) }];
  });
}

function outputValue<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return refuse(`output.${name}: ${thrown.message}`);
    throw thrown;
  }
}
