import { evaluate } from "../../expression/evaluate.js";
import { isSensitive } from "../../expression/marked.js";
import { ExpressionError } from "../../expression/syntax.js";
import { containsUnknown } from "../../value/value.js";
import type { Context } from "../context.js";
import type { Evaluation } from "../evaluation.js";
import type { PlanMode } from "../plan.js";
import type { StateOutput } from "../state/format.js";
import { outputType } from "../state/output-type.js";

/** Brings the state's outputs to what they are now; one that can't be told yet keeps its old value. */
export function settleOutputs(context: Context, evaluation: Evaluation, mode: PlanMode): void {
  const { state, blueprint, definitions, dataSources } = context;
  const attributesOf = ({ kind, type }: { readonly kind: "resource" | "data"; readonly type: string }) =>
    (kind === "data" ? dataSources : definitions).get(type)?.attributes;
  const declared = mode === "destroy" ? {} : blueprint.outputs;
  const outputs = Object.entries(declared).flatMap(([name, block]): [string, StateOutput][] => {
    const standing = state.outputs[name];
    const kept: [string, StateOutput][] = standing === undefined ? [] : [[name, standing]];
    try {
      const result = evaluate(block.value, evaluation);
      if (containsUnknown(result.value)) return kept;
      if (result.value === null) return [];
      const type = outputType(block.value, result.value, attributesOf);
      const isSecret = block.sensitive || isSensitive(result);
      return [[name, { value: result.value, type, ...(isSecret ? { sensitive: true } : {}) }]];
    } catch (thrown) {
      if (thrown instanceof ExpressionError) return kept;
      throw thrown;
    }
  });
  state.setOutputs(Object.fromEntries(outputs));
}
