import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Context } from "../context.js";
import { Evaluation } from "../evaluation.js";
import type { PlanMode } from "../plan.js";
import type { Working } from "../planning/make-plan.js";
import type { ApplyOptions, ApplyResult } from "../stack.js";
import { closeWhatIsHeld } from "../planning/left-behind.js";
import { settleOutputs } from "./outputs.js";
import { Run } from "./run.js";
import { Saver } from "./saver.js";
import { schedule, type Task } from "./schedule.js";
import { settleData } from "./settle-data.js";
import { settleFound } from "./settle-found.js";
import type { Site } from "./steps.js";
import { tasksOf } from "./tasks.js";
import { tellers } from "./tellers.js";

const stepsAtATime = 10;

/** Does what was planned, as much at a time as the references allow, and keeps what is achieved. */
export async function applyNodes(
  context: Context,
  working: Omit<Working, "plan">,
  {
    mode,
    signal = new AbortController().signal,
    parallelism = stepsAtATime,
  }: ApplyOptions & { readonly mode: PlanMode },
): Promise<ApplyResult> {
  const { listener, state, graph, journal } = context;
  const { nodes, reads } = working;
  const saver = new Saver(state, { journal, listener });
  const evaluation = new Evaluation(context.ground);
  const site: Site = { context, journal, signal, saver, evaluation, deposed: new Map(), answers: new Map() };
  const run = new Run(site);
  await closeWhatIsHeld(context);
  settleFound(context, nodes);
  settleData(context, reads, mode === "destroy");
  if (nodes.some(({ found }) => found !== undefined)) saver.changed();
  const tell = tellers(site, working);
  const tasks = tasksOf(working, graph, {
    make: (node) => run.task(node, node.action === "update" ? "update" : "create"),
    delete: (node) => run.task(node, node.action === "forget" ? "forget" : "delete"),
    read: (read) => run.read(read),
  }).map((task): Task => {
    const block = task.id.startsWith("made ") ? task.id.slice("made ".length) : undefined;
    if (block === undefined) return task;
    return { ...task, run: async () => (tell.get(block)?.(), true) };
  });
  await schedule(tasks, { limit: parallelism, signal });
  for (const each of tell.values()) each();
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
      diagnostics.length > 0 || (run.failed.length > 0 && !signal.aborted)
        ? "failed"
        : run.failed.length + run.skipped.length > 0
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
