import { error, hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { Refusal, diagnosticsOf } from "../../diagnostic/refusal.js";
import { ExpressionError } from "../../expression/syntax.js";
import { closest } from "../../schema/closest.js";
import { validate } from "../../schema/validate.js";
import { blockAddress } from "../address.js";
import type { Block } from "../blueprint/blueprint.js";
import { fullSource } from "../blueprint/read-blueprint.js";
import type { Context } from "../context.js";
import { evaluateBody, withoutSecrets } from "../evaluate-body.js";
import { Evaluation } from "../evaluation.js";
import { openRound, roundsOf } from "../rounds.js";

/** Checks all that the code says and that can be known without a request. Throws a refusal with everything wrong. */
export function checkStack(context: Context): void {
  const scope = new Evaluation(context.ground);
  const diagnostics = context.graph.order.flatMap((block) =>
    checkBlock(context, block, scope).map((diagnostic) => placed(block, diagnostic)),
  );
  for (const { to } of context.blueprint.imports)
    if (!context.blueprint.resources.some(({ type, name }) => type === to.type && name === to.name))
      diagnostics.push(
        error(`an import names ${blockAddress(to)}, which is not in the code`, { address: blockAddress(to) }),
      );
  // What is only worth a warning is told with the step it concerns.
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Refusal([...context.absent, ...errors]);
}

/** The diagnostic with the resource's address and construct. */
export function placed(
  block: Pick<Block, "mode" | "type" | "name" | "construct">,
  diagnostic: Diagnostic,
): Diagnostic {
  return {
    address: blockAddress(block),
    ...(block.construct === undefined ? {} : { construct: block.construct }),
    ...diagnostic,
  };
}

function checkBlock(context: Context, block: Block, scope: Evaluation): readonly Diagnostic[] {
  const foreign = foreignProvider(context, block);
  if (foreign !== undefined) return [foreign];
  const definition = definitionOf(context, block);
  if (definition === undefined) return [noSuchType(context, block)];
  try {
    const rounds = roundsOf(block, scope) ?? [openRound];
    return rounds.flatMap((round) => {
      const { values, marks, diagnostics } = evaluateBody(
        definition.attributes,
        block.configuration,
        scope.within(round),
      );
      return hasErrors(diagnostics) ? diagnostics : withoutSecrets(validate(definition, values), marks);
    });
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return [error(`${block.repetition?.kind}: ${thrown.message}`)];
    return diagnosticsOf(thrown);
  }
}

function foreignProvider({ blueprint, source, provider }: Context, block: Block): Diagnostic | undefined {
  const named = blueprint.sources[block.provider.name] ?? fullSource(block.provider.name);
  if (
    named === source ||
    (blueprint.sources[block.provider.name] === undefined && block.provider.name === provider.name)
  )
    return undefined;
  return error(`"${block.type}" belongs to the provider ${named}`, {
    detail: `The embedded engine serves ${source} alone. Apply this stack with Terraform (cdktf deploy), which can mix providers.`,
  });
}

function definitionOf({ definitions, dataSources }: Context, { mode, type }: Block) {
  return mode === "data" ? dataSources.get(type) : definitions.get(type);
}

function noSuchType({ definitions, dataSources }: Context, { mode, type }: Block): Diagnostic {
  const [kind, known] = mode === "data" ? ["data source", dataSources] : ["resource type", definitions];
  const meant = closest(type, known.types);
  return error(`there is no ${kind} "${type}"`, {
    detail: `${meant === undefined ? "" : `Did you mean "${meant}"? `}This version of the provider does not have it.`,
  });
}
