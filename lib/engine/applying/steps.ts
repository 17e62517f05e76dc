import { randomBytes } from "node:crypto";

import { conform } from "../../change/conform.js";
import { decide } from "../../change/decide.js";
import type { Journal } from "../../change/journal.js";
import { perform } from "../../change/perform/perform.js";
import { proposeForeseen } from "../../change/perform/propose-foreseen.js";
import type { Outcome, Surroundings } from "../../change/perform/step.js";
import { hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { sensitivePaths, type Marked } from "../../expression/marked.js";
import type { Tasks } from "../../schema/provider.js";
import { validate } from "../../schema/validate.js";
import { addressText, blockAddress } from "../address.js";
import { censorOf } from "../censor.js";
import type { Context } from "../context.js";
import { withoutSecrets, type Configuration } from "../evaluate-body.js";
import type { Evaluation } from "../evaluation.js";
import type { StepReference } from "../event.js";
import { marksOf } from "../marks.js";
import { objectKey } from "../object-key.js";
import { heldElsewhere } from "../planning/held-elsewhere.js";
import { isToldLater, type Node } from "../planning/node.js";
import { proposal } from "../planning/plan-node.js";
import type { StateRecord } from "../state/record.js";
import { configurationNow } from "./configuration-now.js";
import type { Saver } from "./saver.js";

/** Where the steps of one apply take place. */
export interface Site {
  readonly context: Context;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly saver: Saver;
  readonly evaluation: Evaluation;
  /** Keys of the objects that this apply put aside, by address. */
  readonly deposed: Map<string, string>;
  /** What data sources answered during this apply, by address. */
  readonly answers: Map<string, Marked>;
}

/** What is to be told of a step; it failed if an error is among it. */
export type StepResult = readonly Diagnostic[];

/** Makes or changes an object: its references are known now, and nothing that the plan knew may come out differently. */
export async function makeObject(site: Site, node: Node, step: StepReference): Promise<StepResult> {
  const { definition, block, found, text } = node;
  if (block === undefined || node.planned === undefined)
    throw new Error(`${text} has no code to be made from`);
  const configuration = configurationNow(site.evaluation, node, block);
  const isChanged = node.action === "update";
  const {
    wish,
    planned: changed,
    diagnostics,
  } = await proposal(definition, { block, configuration, prior: found?.prior });
  const now = isChanged
    ? { planned: changed, diagnostics }
    : await proposeForeseen(definition, { prior: undefined, configuration: wish });
  const wrong = [
    ...configuration.diagnostics,
    ...withoutSecrets(
      [...validate(definition, configuration.values), ...now.diagnostics],
      configuration.marks,
    ),
    ...conform(node.planned, now.planned),
    ...(isToldLater(node) ? heldByOthers(site.context, { ...node, planned: now.planned }) : []),
  ];
  if (hasErrors(wrong)) return wrong;
  const prior = isChanged ? found?.prior : undefined;
  if (prior !== undefined && decide(definition, { prior, planned: now.planned }).action === "none") return [];
  const connection = await connectionFor(site, block.provider.alias);
  const deposed = node.order === "create first" ? depose(site, node) : undefined;
  const outcome = await perform(
    {
      resource: definition,
      typeName: node.address.type,
      address: text,
      prior,
      planned: now.planned,
      configuration: configuration.values,
    },
    surroundings(site, connection, step),
  );
  keep(site, node, { outcome, configuration, deposed });
  // A server's refusal may quote what it was sent.
  const { values } = configuration;
  const marks = marksOf(definition.attributes, values, configuration.marks);
  return outcome.diagnostics.map(censorOf([{ values, marks }]).diagnostic);
}

/** An object that the state holds for another resource is that one's. */
function heldByOthers({ state, definitions }: Context, node: Node): readonly Diagnostic[] {
  const { definition, block, planned = {} } = node;
  const key = objectKey({ definition, alias: block?.provider.alias, attributes: planned });
  const holder = state.records.find(
    ({ address, alias, instance: { attributes } }) =>
      definitions.get(address.type) === definition &&
      addressText(address) !== node.text &&
      key !== undefined &&
      objectKey({ definition, alias, attributes }) === key,
  );
  return holder === undefined ? [] : [heldElsewhere(node, holder)];
}

/** Deletes an object, or takes it out of the state alone. */
export async function deleteObject(site: Site, node: Node, step: StepReference): Promise<StepResult> {
  const { found, definition, text } = node;
  const { state } = site.context;
  const deposed = found?.record?.deposed ?? site.deposed.get(text);
  const record = state.record(node.address, deposed);
  if (record === undefined || found?.prior === undefined) return [];
  if (node.action === "forget") {
    state.remove(record);
    site.saver.changed();
    return [];
  }
  const connection = await connectionFor(site, record.alias);
  const { instance, diagnostics } = await perform(
    {
      resource: definition,
      typeName: node.address.type,
      address: text,
      prior: found.prior,
      planned: undefined,
      configuration: {},
    },
    surroundings(site, connection, step),
  );
  if (hasErrors(diagnostics) && instance !== undefined) state.put({ ...record, instance });
  else state.remove(record);
  site.saver.changed();
  return diagnostics;
}

/** Keeps the old object aside in the state, to be deleted once the new one is there. */
function depose({ context: { state }, deposed }: Site, node: Node): string | undefined {
  const record = state.record(node.address);
  if (record === undefined) return undefined;
  const key = randomBytes(4).toString("hex");
  state.remove(record);
  state.put({ ...record, deposed: key });
  deposed.set(node.text, key);
  return key;
}

/** Writes into the state what a step achieved. */
function keep(
  { context: { state, graph }, saver, deposed: deposedKeys }: Site,
  node: Node,
  {
    outcome: { instance, intent },
    configuration,
    deposed,
  }: {
    readonly outcome: Outcome;
    readonly configuration: Configuration;
    readonly deposed: string | undefined;
  },
): void {
  const { address, definition, block } = node;
  if (instance !== undefined) {
    const record: StateRecord = {
      address,
      ...(block?.provider.alias === undefined ? {} : { alias: block.provider.alias }),
      instance,
      schemaVersion: definition.version ?? 0,
      sensitive: sensitivePaths(marksOf(definition.attributes, instance.attributes, configuration.marks)),
      dependencies: graph.all.get(blockAddress(address)) ?? [],
      createBeforeDestroy: node.createBeforeDestroy,
      tainted: false,
    };
    state.put(record);
  } else if (deposed !== undefined) {
    const old = state.record(address, deposed);
    if (old !== undefined) {
      const { deposed: _key, ...current } = old;
      state.remove(old);
      state.put(current);
      deposedKeys.delete(node.text);
    }
  } else {
    const record = state.record(address);
    if (record !== undefined) state.remove(record);
  }
  saver.changed(intent);
}

function connectionFor({ context, evaluation }: Site, alias: string | undefined): Promise<Tasks> {
  return context.connections.to(alias, context.blueprint.providers, evaluation);
}

function surroundings(
  { context, journal, signal }: Site,
  connection: Tasks,
  step: StepReference,
): Surroundings<Tasks> {
  return {
    connection,
    journal,
    signal,
    check: async (needs) => {
      const placed = needs.map((need) => ({
        ...need,
        address: step.address,
        ...(step.construct === undefined ? {} : { construct: step.construct }),
        unmet: "certainly" as const,
      }));
      return (await context.provider.check?.(connection, placed)) ?? { held: [], diagnostics: [] };
    },
    report: (event) => context.listener({ ...event, step }),
  };
}
