import { randomBytes } from "node:crypto";

import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { addressText, blockAddress } from "../address.js";
import { awaitedStacks } from "../awaited-outputs.js";
import type { Block } from "../blueprint/blueprint.js";
import { censorOf } from "../censor.js";
import type { Context } from "../context.js";
import { maskWith } from "../mask.js";
import type { Plan, PlanMode, PlanRequest } from "../plan.js";
import { choosing, type Chooser } from "./chooser.js";
import { checkNeeds } from "./check-needs.js";
import type { DataNode } from "./data-node.js";
import { findImports } from "./find.js";
import { leftBehind } from "./left-behind.js";
import { meantTwice } from "./meant-twice.js";
import type { Found, Node } from "./node.js";
import type { OutputNode } from "./output-node.js";
import { perhapsRenamed } from "./perhaps-renamed.js";
import { planOutputs } from "./plan-outputs.js";
import { planLeaving } from "./plan-leaving.js";
import { nothingWanted, planWanted } from "./plan-wanted.js";
import { survey } from "./survey.js";
import { describeDrift, describeNode, describeOutput, describeRead } from "./describe.js";

/** A plan with what its apply needs and no file may hold. */
export interface Working {
  readonly plan: Plan;
  readonly nodes: readonly Node[];
  readonly reads: readonly DataNode[];
  readonly outputs: readonly OutputNode[];
  /** Blocks that make no instance. */
  readonly empty: readonly Block[];
}

export interface PlanWish extends PlanRequest {
  readonly mode: PlanMode;
  /** The salt of a plan that this one is to be compared with. */
  readonly salt?: string;
  readonly signal?: AbortSignal;
}

/** Works out what an apply would do. Reads, and writes nothing. */
export async function makePlan(context: Context, wish: PlanWish): Promise<Working> {
  const { state, blueprint, ground } = context;
  const isDestroy = wish.mode === "destroy";
  const { found: known, diagnostics: before } = await survey(context, wish);
  const imported = isDestroy ? [] : await findImports(context, new Set(known.map(({ text }) => text)));
  const found = [...known, ...imported];
  const chooser = choosing(context, wish);
  const wanted = isDestroy ? nothingWanted(ground) : await planWanted(context, found, chooser);
  const { reads, empty } = wanted;
  const leaving = planUnwanted(context, { found, wanted: wanted.nodes, chooser, isDestroy });
  const nodes = [...wanted.nodes, ...leaving];
  const salt = wish.salt ?? randomBytes(12).toString("hex");
  const mask = maskWith(salt);
  const marks = new Map([...wanted.marks, ...leaving.map((node) => [node.found, node.marks] as const)]);
  const outputs = planOutputs(context, { ...wanted, isDestroy });
  const checks = await checkNeeds(context, nodes);
  const diagnostics: Diagnostic[] = [
    ...before,
    ...perhapsRenamed(nodes),
    ...meantTwice(nodes, found),
    ...(await leftBehind(context, nodes)),
    ...checks.diagnostics,
    ...reads.flatMap((read) => read.diagnostics),
  ];
  if (state.foreign.length > 0)
    diagnostics.push(
      warning("the state holds objects of other providers, which stay as they are", {
        detail: state.foreign.join(", "),
      }),
    );
  const censor = censorOf([
    ...nodes.map(({ planned = {}, marks: secrets }) => ({ values: planned, marks: secrets })),
    ...reads,
  ]);
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
    awaits: awaitedStacks(context.awaited),
    steps: nodes.map((node) =>
      describeNode(context, { ...node, diagnostics: node.diagnostics.map(censor.diagnostic) }, mask),
    ),
    reads: reads.flatMap((read) => describeRead(context, read, mask)),
    drift: found.flatMap((each) => describeDrift(context, each, { marks: marks.get(each) ?? [], mask })),
    outputs: outputs.map((output) => describeOutput(output, mask)),
    checks: checks.held.map(censor.text),
    diagnostics: diagnostics.map(censor.diagnostic),
  };
  return { plan, nodes, reads, outputs, empty };
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
