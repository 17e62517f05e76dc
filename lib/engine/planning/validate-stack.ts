import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import { Refusal } from "../../diagnostic/refusal.js";
import type { Context } from "../context.js";
import { Evaluation } from "../evaluation.js";
import { checkStack } from "./check-stack.js";

/** Everything wrong with a stack's code and its provider blocks together, found without a request. */
export async function validateStack(context: Context): Promise<readonly Diagnostic[]> {
  const { blueprint, connections, definitions, dataSources, ground } = context;
  await definitions.load(blueprint.resources.map(({ type }) => type));
  await dataSources.load(blueprint.data.map(({ type }) => type));
  return [
    ...refusedBy(() => {
      checkStack(context);
      return [];
    }),
    ...refusedBy(() => connections.check(blueprint.providers, new Evaluation(ground))),
  ];
}

function refusedBy(check: () => readonly Diagnostic[]): readonly Diagnostic[] {
  try {
    return check();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.diagnostics;
    throw thrown;
  }
}
