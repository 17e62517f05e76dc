import { readInstance, importInstance } from "../../change/perform/read.js";
import { ownedByCreation } from "../../change/written.js";
import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf, refuse } from "../../diagnostic/refusal.js";
import { evaluate } from "../../expression/evaluate.js";
import { ExpressionError } from "../../expression/syntax.js";
import { importText, parseImport } from "../../schema/import-id.js";
import { isWithin, parsePath } from "../../value/path.js";
import type { ValueObject } from "../../value/value.js";
import { addressText, blockAddress, type Address } from "../address.js";
import type { Context } from "../context.js";
import { evaluateBody } from "../evaluate-body.js";
import { Evaluation } from "../evaluation.js";
import { limited } from "../limited.js";
import { roundsOf } from "../rounds.js";
import type { Placed } from "./moves.js";
import type { Found } from "./node.js";

const readsAtATime = 10;

/** Reads every object of the state as it is now: one read each, at most ten at a time. */
export async function findAll(
  context: Context,
  placed: readonly Placed[],
  signal?: AbortSignal,
): Promise<readonly Found[]> {
  let done = 0;
  const scope = new Evaluation(context.ground);
  return limited(readsAtATime, placed, async (each) => {
    if (signal?.aborted === true)
      refuse("stopped while the objects were read", { detail: "Nothing was changed." });
    const found = await findOne(context, each, scope);
    context.listener({ kind: "reading", done: ++done, total: placed.length });
    return found;
  });
}

async function findOne(
  { definitions, connections, blueprint }: Context,
  { address, record, movedFrom }: Placed,
  scope: Evaluation,
): Promise<Found> {
  const definition = definitions.get(address.type);
  if (definition === undefined) throw new Error(`${address.type} was not loaded`);
  const base = {
    address,
    text: addressText(address),
    definition,
    record,
    ...(movedFrom === undefined ? {} : { movedFrom }),
  };
  if (record.schemaVersion > (definition.version ?? 0))
    return { ...base, prior: record.instance, diagnostics: [isNewer(base.text)] };
  const connection = await connections.to(record.alias, blueprint.providers, scope);
  const { instance, diagnostics } = await readInstance(definition, connection, record.instance);
  return { ...base, ...(instance === undefined ? {} : { prior: instance }), diagnostics };
}

function isNewer(address: string): Diagnostic {
  return error(`${address} was written by a newer version of the provider`, {
    address,
    detail: "Use that version: this one can't read what it does not know.",
  });
}

/** Takes what `import` blocks name, as far as the state does not have it yet. */
export async function findImports(context: Context, known: ReadonlySet<string>): Promise<readonly Found[]> {
  const wanted = context.blueprint.imports.filter(({ to }) => !known.has(addressText(to)));
  const scope = new Evaluation(context.ground);
  return limited(readsAtATime, wanted, async ({ to, id }) => {
    const text = addressText(to);
    try {
      const { value } = evaluate(id, scope);
      if (typeof value !== "string" && typeof value !== "number")
        throw new ExpressionError("the id to import must be known text");
      return await findImport(context, to, String(value));
    } catch (thrown) {
      const definition = context.definitions.get(to.type);
      if (definition === undefined) throw thrown;
      const diagnostics = diagnosticsOf(thrown).map((diagnostic) => ({ ...diagnostic, address: text }));
      return { address: to, text, definition, diagnostics };
    }
  });
}

/** Reads one existing object; what the code says about it becomes ours, unless the id says something else. */
export async function findImport(context: Context, address: Address, id: string): Promise<Found> {
  const { definitions, connections, blueprint, ground, graph } = context;
  const definition = definitions.get(address.type);
  if (definition === undefined) throw new Error(`${address.type} was not loaded`);
  const scope = new Evaluation(ground);
  const block = graph.blocks.get(blockAddress(address));
  const connection = await connections.to(block?.provider.alias, blueprint.providers, scope);
  const prior = await importInstance(definition, connection, owning(context, address, id));
  return { address, text: addressText(address), definition, imports: id, prior, diagnostics: [] };
}

function owning({ graph, definitions, ground }: Context, address: Address, id: string): string {
  const request = parseImport(id);
  const block = graph.blocks.get(blockAddress(address));
  const definition = definitions.get(address.type);
  if (request === undefined || request.own !== undefined || block === undefined || definition === undefined)
    return id;
  const scope = new Evaluation(ground);
  const round = roundsOf(block, scope)?.find((each) => each?.key === address.key);
  const wish: ValueObject = evaluateBody(
    definition.attributes,
    block.configuration,
    scope.within(round),
  ).values;
  const own = ownedByCreation(definition.attributes, wish)
    .map(parsePath)
    .filter((path) => path !== undefined);
  // A slot that stands for all that is in it is named only where the code says nothing in it.
  const named = own.filter(
    (path) => !own.some((other) => other.length > path.length && isWithin(other, path)),
  );
  return importText({ id: request.id, own: named });
}
