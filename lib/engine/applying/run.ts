import { hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { StepReference } from "../event.js";
import type { DataNode } from "../planning/data-node.js";
import type { Node } from "../planning/node.js";
import { stillAsPlanned } from "./still-as-planned.js";
import { keptAfterAll, wasKept } from "./kept-after-all.js";
import { readNow } from "./read-now.js";
import type { Task } from "./schedule.js";
import { deleteObject, makeObject, type Site, type StepResult } from "./steps.js";
import { taskId } from "./tasks.js";

/** The steps of one apply and what became of them. */
export class Run {
  readonly finished: StepReference[] = [];
  readonly failed: (StepReference & { readonly diagnostics: readonly Diagnostic[] })[] = [];
  readonly skipped: StepReference[] = [];
  readonly warnings: Diagnostic[] = [];
  readonly #site: Site;
  readonly #failures = new Map<string, string>();
  readonly #kept = new Map<string, Promise<Node | undefined>>();

  constructor(site: Site) {
    this.#site = site;
  }

  task(node: Node, action: StepReference["action"]): Pick<Task, "run" | "skip"> {
    const isMade = action === "create" || action === "update";
    if (node.action === "none") return {};
    const id = isMade ? taskId.make(node) : taskId.delete(node);
    const step = stepOf(node, node.block, action);
    return { run: () => this.#run(node, step, id), skip: (because) => this.#skip(step, because) };
  }

  /** What was asked for the plan needs nothing more. */
  read(read: DataNode): Pick<Task, "run" | "skip"> {
    if (read.deferred === undefined) return {};
    const step = stepOf(read, read.block, "read");
    return {
      run: () => this.#perform(step, taskId.read(read), () => readNow(this.#site, read)),
      skip: (because) => this.#skip(step, because),
    };
  }

  #skip(step: StepReference, because: string | undefined): void {
    this.skipped.push(step);
    const failed = because === undefined ? undefined : this.#failures.get(because);
    const reason = failed === undefined ? ("stopped" as const) : { failed };
    this.#site.context.listener({ kind: "skipped", step, because: reason });
  }

  async #run(node: Node, step: StepReference, id: string): Promise<boolean> {
    const kept = node.action === "replace" ? await this.#keptAfterAll(node) : undefined;
    if (kept === undefined) return this.#perform(step, id, () => this.#carryOut(node, step));
    if (step.action === "delete") return true;
    const update: StepReference = { ...step, action: "update" };
    return this.#perform(update, id, async () => [...(await this.#carryOut(kept, update)), wasKept(kept)]);
  }

  async #perform(step: StepReference, id: string, work: () => Promise<StepResult>): Promise<boolean> {
    const { listener } = this.#site.context;
    const started = performance.now();
    listener({ kind: "started", step });
    const told = await work().catch(diagnosticsOf);
    const diagnostics = told.map((diagnostic) => ({
      address: step.address,
      ...(step.construct === undefined ? {} : { construct: step.construct }),
      ...diagnostic,
    }));
    const milliseconds = Math.round(performance.now() - started);
    if (hasErrors(diagnostics)) {
      this.failed.push({ ...step, diagnostics });
      this.#failures.set(id, step.address);
      listener({ kind: "failed", step, milliseconds, diagnostics });
      return false;
    }
    this.finished.push(step);
    this.warnings.push(...diagnostics);
    listener({ kind: "finished", step, milliseconds, diagnostics });
    return true;
  }

  /** Told once: before the first of a replacement's two steps. */
  #keptAfterAll(node: Node): Promise<Node | undefined> {
    const known = this.#kept.get(node.text);
    if (known !== undefined) return known;
    const kept = keptAfterAll(this.#site.evaluation, node);
    this.#kept.set(node.text, kept);
    return kept;
  }

  async #carryOut(node: Node, step: StepReference): Promise<StepResult> {
    if (step.action === "create" || step.action === "update") return makeObject(this.#site, node, step);
    const wrong = await stillAsPlanned(this.#site.evaluation, node);
    return hasErrors(wrong) ? wrong : deleteObject(this.#site, node, step);
  }
}

function stepOf(
  { text, address }: Pick<Node, "text" | "address">,
  block: { readonly construct?: string } | undefined,
  action: StepReference["action"],
): StepReference {
  return {
    address: text,
    ...(block?.construct === undefined ? {} : { construct: block.construct }),
    type: address.type,
    action,
  };
}
