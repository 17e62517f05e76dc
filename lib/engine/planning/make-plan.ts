import { randomBytes } from "node:crypto";

import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { refuse } from "../../diagnostic/refusal.js";
import { addressText, blockAddress, parseAddress } from "../address.js";
import type { ResourceBlock } from "../blueprint/blueprint.js";
import type { Context } from "../context.js";
import { Evaluation } from "../evaluation.js";
import { maskWith } from "../mask.js";
import type { Plan, PlanMode, PlanRequest } from "../plan.js";
import { roundsOf, togetherAs } from "../rounds.js";
import { checkNeeds } from "./check-needs.js";
import { checkStack } from "./check-stack.js";
import { findAll, findImports } from "./find.js";
import { leftBehind } from "./left-behind.js";
import { applyMoves } from "./moves.js";
import { plannedValue, type Found, type Node } from "./node.js";
import { planOutputs } from "./plan-outputs.js";
import { planLeaving } from "./plan-leaving.js";
import { isTriggered, planNode } from "./plan-node.js";
import { describeDrift, describeNode } from "./describe.js";

/** A plan with what its apply needs and no file may hold. */
export interface Working {
  readonly plan: Plan;
  readonly nodes: readonly Node[];
}

export interface PlanWish extends PlanRequest {
  readonly mode: PlanMode;
  /** The salt of a plan that this one is to be compared with. */
  readonly salt?: string;
  readonly signal?: AbortSignal;
}

/** Works out what an apply would do. Reads, and writes nothing. */
export async function makePlan(context: Context, wish: PlanWish): Promise<Working> {
  const { state, blueprint, definitions, connections, ground } = context;
  await definitions.load([
    ...blueprint.resources.map(({ type }) => type),
    ...state.records.map(({ address }) => address.type),
  ]);
  for (const { address } of state.records)
    if (definitions.get(address.type) === undefined)
      refuse(
        `the state holds ${addressText(address)}, a type that this version of the provider does not have`,
      );
  const isDestroy = wish.mode === "destroy";
  if (!isDestroy) checkStack(context);
  const aboutProviders = connections.check(blueprint.providers, new Evaluation(ground));
  const moved = applyMoves(state.records, blueprint);
  const known = await findAll(context, moved.placed, wish.signal);
  const imported = isDestroy ? [] : await findImports(context, new Set(known.map(({ text }) => text)));
  const found = [...known, ...imported];
  const chooser = choosing(context, wish);
  const wanted = isDestroy ? [] : planWanted(context, found, chooser);
  const nodes = [...wanted, ...planUnwanted(context, { found, wanted, chooser, isDestroy })];
  const salt = wish.salt ?? randomBytes(12).toString("hex");
  const mask = maskWith(salt);
  const marks = new Map(nodes.map((node) => [node.found, node.marks]));
  const outputs = planOutputs(context, { nodes, isDestroy, mask });
  const checks = await checkNeeds(context, nodes);
  const diagnostics: Diagnostic[] = [
    ...aboutProviders,
    ...moved.diagnostics,
    ...(await leftBehind(context, nodes)),
    ...checks.diagnostics,
  ];
  if (state.foreign.length > 0)
    diagnostics.push(
      warning("the state holds objects of other providers, which stay as they are", {
        detail: state.foreign.join(", "),
      }),
    );
  const { mode, allowDataLoss, targets, replace } = wish;
  const plan: Plan = {
    format: 1,
    stack: blueprint.stack,
    mode,
    request: { allowDataLoss, replace, ...(targets === undefined ? {} : { targets }) },
    salt,
    made: Date.now(),
    blueprint: blueprint.fingerprint,
    state: { lineage: state.lineage ?? null, serial: state.serial },
    steps: nodes.map((node) => describeNode(context, node, mask)),
    drift: found.flatMap((each) => describeDrift(context, each, { marks: marks.get(each) ?? [], mask })),
    outputs,
    checks: checks.held,
    diagnostics,
  };
  return { plan, nodes };
}

/** Answers which objects a request's names mean. */
interface Chooser {
  isTarget(text: string, construct: string | undefined): boolean;
  isToBeReplaced(text: string, construct: string | undefined): boolean;
  mayLoseData(text: string, construct: string | undefined): boolean;
}

function choosing({ blueprint, graph }: Context, wish: PlanRequest): Chooser {
  const names = (list: readonly string[]) => (text: string, construct: string | undefined) =>
    list.some(
      (name) => name === "*" || name === text || name === construct || name === text.replace(/\[.*$/s, ""),
    );
  const named = names(wish.targets ?? []);
  const needed = new Set(
    blueprint.resources
      .filter((block) => wish.targets?.some((name) => isNamed(block, name)) === true)
      .flatMap((block) => [blockAddress(block), ...(graph.all.get(blockAddress(block)) ?? [])]),
  );
  return {
    isTarget: (text, construct) =>
      wish.targets === undefined || named(text, construct) || needed.has(text.replace(/\[.*$/s, "")),
    isToBeReplaced: names(wish.replace),
    mayLoseData: names(wish.allowDataLoss),
  };
}

function isNamed(block: ResourceBlock, name: string): boolean {
  const address = parseAddress(name);
  return name === block.construct || (address !== undefined && blockAddress(address) === blockAddress(block));
}

/** Plans what the code wants, each object after what it refers to. */
function planWanted(context: Context, found: readonly Found[], chooser: Chooser): readonly Node[] {
  const { graph, ground, definitions } = context;
  const evaluation = new Evaluation(ground);
  const standing = new Map(
    found.filter(({ record }) => record?.deposed === undefined).map((each) => [each.text, each]),
  );
  const byBlock = new Map<string, readonly Node[]>();
  const createFirst = createBeforeDestroy(context);
  for (const block of graph.order) {
    const definition = definitions.get(block.type);
    if (definition === undefined) throw new Error(`${block.type} was not loaded`);
    const address = blockAddress(block);
    const rounds = roundsOf(block, evaluation);
    if (rounds === undefined)
      refuse(`${address}: how many there are depends on what is not made yet`, {
        address,
        detail: `${block.repetition?.kind} must be known when it is planned. Take the number from the code.`,
      });
    const triggered = isTriggered(block.lifecycle.replaceTriggeredBy, byBlock);
    const nodes = rounds.map((round) => {
      const text = addressText({ ...block, ...(round === undefined ? {} : { key: round.key }) });
      return planNode({
        block,
        round,
        definition,
        found: standing.get(text),
        scope: evaluation.within(round),
        request: {
          dataLossAllowed: chooser.mayLoseData(text, block.construct),
          isToBeReplaced: chooser.isToBeReplaced(text, block.construct),
          isTriggered: triggered,
          createBeforeDestroy: createFirst.has(address),
        },
      });
    });
    const isChosen = ({ text }: Node) => chooser.isTarget(text, block.construct);
    byBlock.set(address, nodes.filter(isChosen));
    evaluation.tell(
      address,
      togetherAs(
        block.repetition?.kind,
        nodes.map((node) => ({
          round: node.round,
          value: plannedValue(isChosen(node) ? node : asFound(node)),
        })),
      ),
    );
  }
  return [...byBlock.values()].flat();
}

/** What others see of an object that is not to be touched. */
function asFound({ found, marks }: Node): Pick<Node, "planned" | "marks"> {
  return { marks, ...(found?.prior === undefined ? {} : { planned: found.prior.attributes }) };
}

/** What is made before it is deleted needs the same of all that it refers to. */
function createBeforeDestroy({ graph, blueprint }: Context): ReadonlySet<string> {
  return new Set(
    blueprint.resources
      .filter(({ lifecycle }) => lifecycle.createBeforeDestroy)
      .flatMap((block) => [blockAddress(block), ...(graph.all.get(blockAddress(block)) ?? [])]),
  );
}

function planUnwanted(
  { blueprint, graph }: Context,
  {
    found,
    wanted,
    chooser,
    isDestroy,
  }: {
    readonly found: readonly Found[];
    readonly wanted: readonly Node[];
    readonly chooser: Chooser;
    readonly isDestroy: boolean;
  },
): readonly Node[] {
  const kept = new Set(wanted.map(({ found: standing }) => standing));
  const forgotten = new Set(
    blueprint.removals.filter(({ destroys }) => !destroys).map(({ from }) => addressText(from)),
  );
  return found
    .filter((each) => each.record !== undefined && !kept.has(each))
    .map((each) => ({ each, block: graph.blocks.get(blockAddress(each.address)) }))
    .filter(({ each, block }) => chooser.isTarget(each.text, block?.construct))
    .map(({ each, block }) =>
      planLeaving({
        found: each,
        block: isDestroy ? block : undefined,
        isForgotten: forgotten.has(each.text) || forgotten.has(blockAddress(each.address)),
        dataLossAllowed: chooser.mayLoseData(each.text, block?.construct),
      }),
    );
}
