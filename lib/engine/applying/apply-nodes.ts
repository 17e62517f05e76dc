import { error, hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../diagnostic/refusal.js";
import { outermost, sensitiveAt } from "../../expression/marked.js";
import { blockAddress } from "../address.js";
import type { Context } from "../context.js";
import { Evaluation } from "../evaluation.js";
import type { StepReference } from "../event.js";
import type { PlanMode } from "../plan.js";
import type { Node } from "../planning/node.js";
import { togetherAs } from "../rounds.js";
import type { ApplyOptions, ApplyResult } from "../stack.js";
import { closeWhatIsHeld } from "../planning/left-behind.js";
import { keptAfterAll, wasKept } from "./kept-after-all.js";
import { settleOutputs } from "./outputs.js";
import { Saver } from "./saver.js";
import { schedule, type Task } from "./schedule.js";
import { settleFound } from "./settle-found.js";
import { deleteObject, makeObject, type Site, type StepResult } from "./steps.js";
import { taskId, tasksOf } from "./tasks.js";

const stepsAtATime = 10;

/** Does what was planned, as much at a time as the references allow, and keeps what is achieved. */
export async function applyNodes(
  context: Context,
  nodes: readonly Node[],
  {
    mode,
    signal = new AbortController().signal,
    parallelism = stepsAtATime,
  }: ApplyOptions & { readonly mode: PlanMode },
): Promise<ApplyResult> {
  const { listener, state, graph, journal } = context;
  const saver = new Saver(state, { journal, listener });
  const evaluation = new Evaluation(context.ground);
  const site: Site = { context, journal, signal, saver, evaluation, deposed: new Map() };
  const run = new Run(site);
  await closeWhatIsHeld(context);
  settleFound(context, nodes);
  if (nodes.some(({ found }) => found !== undefined)) saver.changed();
  const members = membersOf(nodes);
  const tasks = tasksOf(nodes, graph, {
    make: (node) => run.task(node, node.action === "update" ? "update" : "create"),
    delete: (node) => run.task(node, node.action === "forget" ? "forget" : "delete"),
  }).map((task): Task => {
    const block = task.id.startsWith("made ") ? task.id.slice("made ".length) : undefined;
    if (block === undefined) return task;
    return { ...task, run: async () => (tellBlock(site, block, members.get(block) ?? []), true) };
  });
  await schedule(tasks, { limit: parallelism, signal });
  for (const [block, all] of members) tellBlock(site, block, all);
  const diagnostics: Diagnostic[] = [];
  try {
    settleOutputs(context, evaluation, mode);
    await saver.end();
  } catch (thrown) {
    diagnostics.push(
      error("the state could not be saved", {
        detail: `${diagnosticsOf(thrown)
          .map(({ summary }) => summary)
          .join("; ")}. What was made stands in ${state.path}.journal; the next apply goes on with it.`,
      }),
    );
  }
  return {
    outcome:
      run.failed.length > 0 || diagnostics.length > 0
        ? "failed"
        : run.skipped.length > 0
          ? "stopped"
          : "done",
    finished: run.finished,
    failed: run.failed,
    skipped: run.skipped,
    outputs: Object.entries(state.outputs).map(([name, { value, sensitive }]) => ({
      name,
      value,
      sensitive: sensitive === true,
    })),
    diagnostics: [...run.warnings, ...diagnostics],
  };
}

/** The steps of one apply and what became of them. */
class Run {
  readonly finished: StepReference[] = [];
  readonly failed: (StepReference & { readonly diagnostics: readonly Diagnostic[] })[] = [];
  readonly skipped: StepReference[] = [];
  readonly warnings: Diagnostic[] = [];
  readonly #site: Site;
  readonly #failures = new Map<string, string>();
  readonly #kept = new Map<string, Node | undefined>();

  constructor(site: Site) {
    this.#site = site;
  }

  task(node: Node, action: StepReference["action"]): Pick<Task, "run" | "skip"> {
    const isMade = action === "create" || action === "update";
    if (node.action === "none") return {};
    const id = isMade ? taskId.make(node) : taskId.delete(node);
    const step: StepReference = {
      address: node.text,
      ...(node.block?.construct === undefined ? {} : { construct: node.block.construct }),
      type: node.address.type,
      action,
    };
    return {
      run: () => this.#run(node, step, id),
      skip: (because) => {
        this.skipped.push(step);
        const failed = because === undefined ? undefined : this.#failures.get(because);
        this.#site.context.listener({
          kind: "skipped",
          step,
          because: failed === undefined ? "stopped" : { failed },
        });
      },
    };
  }

  async #run(planned: Node, wanted: StepReference, id: string): Promise<boolean> {
    const kept = planned.action === "replace" ? this.#keptAfterAll(planned) : undefined;
    if (kept !== undefined && wanted.action === "delete") return true;
    const node = kept ?? planned;
    const step: StepReference = kept === undefined ? wanted : { ...wanted, action: "update" };
    const { listener } = this.#site.context;
    const started = performance.now();
    listener({ kind: "started", step });
    const achieved = await this.#do(node, step);
    const diagnostics = kept === undefined ? achieved : [...achieved, wasKept(node)];
    const milliseconds = Math.round(performance.now() - started);
    if (hasErrors(diagnostics)) {
      this.failed.push({ ...step, diagnostics });
      this.#failures.set(id, node.text);
      listener({ kind: "failed", step, milliseconds, diagnostics });
      return false;
    }
    this.finished.push(step);
    this.warnings.push(...diagnostics);
    listener({ kind: "finished", step, milliseconds, diagnostics });
    return true;
  }

  /** Told once: before the first of a replacement's two steps. */
  #keptAfterAll(node: Node): Node | undefined {
    if (!this.#kept.has(node.text)) this.#kept.set(node.text, keptAfterAll(this.#site.evaluation, node));
    return this.#kept.get(node.text);
  }

  async #do(node: Node, step: StepReference): Promise<readonly Diagnostic[]> {
    let diagnostics: StepResult;
    try {
      diagnostics =
        step.action === "create" || step.action === "update"
          ? await makeObject(this.#site, node, step)
          : await deleteObject(this.#site, node, step);
    } catch (thrown) {
      diagnostics = diagnosticsOf(thrown);
    }
    return diagnostics.map((diagnostic) => ({
      address: step.address,
      ...(step.construct === undefined ? {} : { construct: step.construct }),
      ...diagnostic,
    }));
  }
}

function membersOf(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const members = new Map<string, Node[]>();
  for (const node of nodes.filter(({ planned }) => planned !== undefined)) {
    const address = blockAddress(node.address);
    const group = members.get(address);
    if (group === undefined) members.set(address, [node]);
    else group.push(node);
  }
  return members;
}

/** Says what a resource has become, once all its instances are in the state. */
function tellBlock({ context, evaluation }: Site, block: string, members: readonly Node[]): void {
  const instances = members.map((node) => {
    const record = context.state.record(node.address);
    return record === undefined
      ? undefined
      : {
          round: node.round,
          value: {
            value: record.instance.attributes,
            marks: outermost([...record.sensitive.map(sensitiveAt), ...node.marks]),
          },
        };
  });
  if (!instances.every((each) => each !== undefined)) return;
  evaluation.tell(block, togetherAs(context.graph.blocks.get(block)?.repetition?.kind, instances));
}
