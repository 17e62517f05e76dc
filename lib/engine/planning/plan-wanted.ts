import { refuse } from "../../diagnostic/refusal.js";
import { ExpressionError } from "../../expression/syntax.js";
import type { Mark } from "../../expression/marked.js";
import { addressText, blockAddress, instanceAddress } from "../address.js";
import { awaitedStacks, isAwaited } from "../awaited-outputs.js";
import type { Block, DataBlock, ResourceBlock } from "../blueprint/blueprint.js";
import type { Context } from "../context.js";
import { Evaluation, type Round } from "../evaluation.js";
import { limited } from "../limited.js";
import { roundsOf, togetherAs } from "../rounds.js";
import { isBehindChanges } from "./behind-changes.js";
import type { Chooser } from "./chooser.js";
import type { DataNode } from "./data-node.js";
import { plannedValue, type Found, type Node } from "./node.js";
import { planData } from "./plan-data.js";
import { isTriggered, planNode } from "./plan-node.js";
import { waitingReplacement } from "./waiting-replacement.js";

const readsAtATime = 10;

/** What the code wants: objects to be made or kept, and what is to be read. */
export interface Wanted {
  readonly nodes: readonly Node[];
  readonly reads: readonly DataNode[];
  /** Blocks that make no instance. */
  readonly empty: readonly Block[];
  /** Where secrets lie in what was found, chosen to be changed or not. */
  readonly marks: ReadonlyMap<Found | undefined, readonly Mark[]>;
  /** The names of the stack as they will be. */
  readonly evaluation: Evaluation;
  /** Whether anything is to be done with a resource. */
  changes(resource: string): boolean;
}

/** What a destruction wants. */
export function nothingWanted(ground: Context["ground"]): Wanted {
  return {
    nodes: [],
    reads: [],
    empty: [],
    marks: new Map(),
    evaluation: new Evaluation(ground),
    changes: () => false,
  };
}

/** Plans what the code wants, each block after what it refers to. Data sources that don't need each other are asked together. */
export async function planWanted(
  context: Context,
  found: readonly Found[],
  chooser: Chooser,
): Promise<Wanted> {
  const planning = new Planning(context, found, chooser);
  for (const block of context.graph.order) await planning.add(block);
  return planning.wanted();
}

class Planning {
  readonly #context: Context;
  readonly #chooser: Chooser;
  readonly #evaluation: Evaluation;
  readonly #found: readonly Found[];
  readonly #standing: ReadonlyMap<string, Found>;
  readonly #createFirst: ReadonlySet<string>;
  readonly #nodes = new Map<string, readonly Node[]>();
  readonly #reads = new Map<string, Promise<readonly DataNode[]>>();
  readonly #answers = new Map<string, readonly DataNode[]>();
  readonly #marks = new Map<Found | undefined, readonly Mark[]>();
  readonly #empty: Block[] = [];

  constructor(context: Context, found: readonly Found[], chooser: Chooser) {
    this.#context = context;
    this.#chooser = chooser;
    this.#evaluation = new Evaluation(context.ground);
    this.#found = found;
    this.#standing = new Map(
      found.filter(({ record }) => record?.deposed === undefined).map((each) => [each.text, each]),
    );
    this.#createFirst = createBeforeDestroy(context);
  }

  async add(block: Block): Promise<void> {
    const address = blockAddress(block);
    for (const needed of this.#context.graph.direct.get(address) ?? []) await this.#reads.get(needed);
    const rounds = this.#roundsOf(block, address);
    if (rounds === undefined) return;
    if (rounds.length === 0) this.#empty.push(block);
    if (block.mode === "managed") {
      await this.#plan(block, rounds);
      return;
    }
    const reading = this.#read(block, rounds);
    // Awaited by whoever needs it, at the end at the latest; until then a failure has nobody to go to.
    reading.catch(() => undefined);
    this.#reads.set(address, reading);
  }

  async wanted(): Promise<Wanted> {
    const reads = await Promise.all(this.#reads.values());
    return {
      nodes: [...this.#nodes.values()].flat(),
      reads: reads.flat(),
      empty: this.#empty,
      marks: this.#marks,
      evaluation: this.#evaluation,
      changes: (resource) => this.#changes(resource),
    };
  }

  /** Undefined for what is not known yet and not asked for. */
  #roundsOf(block: Block, address: string): readonly (Round | undefined)[] | undefined {
    try {
      const rounds = roundsOf(block, this.#evaluation);
      if (rounds !== undefined || !this.#chooser.isTarget(address, block.construct)) return rounds;
    } catch (thrown) {
      if (thrown instanceof ExpressionError)
        refuse(`${address}: ${block.repetition?.kind}: ${thrown.message}`, { address });
      throw thrown;
    }
    const stacks = awaitedStacks(this.#context.awaited);
    return refuse(`${address}: how many there are depends on what is not made or read yet`, {
      address,
      detail: [
        `${block.repetition?.kind} must be known when it is planned. Take the number from the code.`,
        ...(stacks.length === 0 ? [] : [`Or apply ${stacks.join(" ")} first, if it comes from there.`]),
      ].join("\n"),
    });
  }

  async #plan(block: ResourceBlock, rounds: readonly (Round | undefined)[]): Promise<void> {
    const address = blockAddress(block);
    const definition = this.#context.definitions.get(block.type);
    if (definition === undefined) throw new Error(`${block.type} was not loaded`);
    const triggered = isTriggered(block.lifecycle.replaceTriggeredBy, this.#nodes);
    const nodes = await limited(readsAtATime, rounds, async (round) => {
      const text = addressText(instanceAddress(block, round?.key));
      const node = await planNode({
        block,
        round,
        definition,
        found: this.#standing.get(text),
        scope: this.#evaluation.within(round),
        request: {
          dataLossAllowed: this.#chooser.mayLoseData(text, block.construct),
          isToBeReplaced: this.#chooser.isToBeReplaced(text, block.construct),
          isTriggered: triggered,
          createBeforeDestroy: this.#createFirst.has(address),
        },
      });
      const more = waitingReplacement(this.#context.graph, node, (each) => this.#isDeferred(each));
      return more.length === 0 ? node : { ...node, diagnostics: [...node.diagnostics, ...more] };
    });
    for (const { found, marks } of nodes) this.#marks.set(found, marks);
    const isChosen = ({ text }: Node) => this.#chooser.isTarget(text, block.construct);
    this.#evaluation.tell(
      address,
      togetherAs(
        block.repetition?.kind,
        nodes.map((node) => ({
          round: node.round,
          value: plannedValue(isChosen(node) ? node : asFound(node)),
        })),
      ),
    );
    this.#nodes.set(address, nodes.filter(isChosen));
  }

  async #read(block: DataBlock, rounds: readonly (Round | undefined)[]): Promise<readonly DataNode[]> {
    const { dataSources, connections, blueprint } = this.#context;
    const source = dataSources.get(block.type);
    if (source === undefined) throw new Error(`${block.type} was not loaded`);
    const address = blockAddress(block);
    if (!this.#chooser.isTarget(address, block.construct)) return [];
    const nodes = await limited(readsAtATime, rounds, (round) =>
      planData({
        block,
        round,
        source,
        scope: this.#evaluation.within(round),
        isBehindChanges:
          isBehindChanges(block, (resource) => this.#changes(resource)) ||
          isAwaited(block.references, this.#context.awaited),
        connection: () => connections.to(block.provider.alias, blueprint.providers, this.#evaluation),
      }),
    );
    this.#evaluation.tell(
      address,
      togetherAs(
        block.repetition?.kind,
        nodes.map(({ round, values, marks }) => ({ round, value: { value: values, marks } })),
      ),
    );
    this.#answers.set(address, nodes);
    return nodes;
  }

  #isDeferred(address: string): boolean {
    return (this.#answers.get(address) ?? []).some(({ deferred }) => deferred !== undefined);
  }

  /** Whether anything is to be done with a resource, instances that leave the code included. */
  #changes(resource: string): boolean {
    const nodes = this.#nodes.get(resource) ?? [];
    const kept = new Set(nodes.map(({ found }) => found));
    const construct = this.#context.graph.blocks.get(resource)?.construct;
    return (
      nodes.some(({ action }) => action !== "none") ||
      this.#found.some(
        (each) =>
          blockAddress(each.address) === resource &&
          !kept.has(each) &&
          this.#chooser.isTarget(each.text, construct),
      )
    );
  }
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
