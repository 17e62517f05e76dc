import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import { refuse } from "../../diagnostic/refusal.js";
import { addressText } from "../address.js";
import type { Context } from "../context.js";
import { Evaluation } from "../evaluation.js";
import type { PlanMode } from "../plan.js";
import { checkStack } from "./check-stack.js";
import { findAll } from "./find.js";
import { applyMoves } from "./moves.js";
import type { Found } from "./node.js";

/** Checks the code, which a destruction needs not, and reads every object of the state at its address in the code. */
export async function survey(
  context: Context,
  { mode, signal }: { readonly mode: PlanMode; readonly signal?: AbortSignal },
): Promise<{ readonly found: readonly Found[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { state, blueprint, connections, ground } = context;
  await loadTypes(context);
  if (mode !== "destroy") checkStack(context);
  const aboutProviders = connections.check(blueprint.providers, new Evaluation(ground));
  const moved = applyMoves(state.records, blueprint);
  return {
    found: await findAll(context, moved.placed, signal),
    diagnostics: [...aboutProviders, ...moved.diagnostics],
  };
}

async function loadTypes({ blueprint, state, definitions, dataSources }: Context): Promise<void> {
  await definitions.load([
    ...blueprint.resources.map(({ type }) => type),
    ...state.records.map(({ address }) => address.type),
  ]);
  await dataSources.load(blueprint.data.map(({ type }) => type));
  for (const { address } of state.records)
    if (definitions.get(address.type) === undefined)
      refuse(
        `the state holds ${addressText(address)}, a type that this version of the provider does not have`,
      );
}
