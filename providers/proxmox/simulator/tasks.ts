import type { Clock } from "./clock.js";
import type { TaskEffect } from "./faults/fault.js";
import { failing } from "./faults/failing.js";
import { ApiFailure } from "./failure.js";
import type { Locks, LockWish } from "./locks.js";
import { exitText } from "./exit-text.js";
import { UnexpectedEnd, type TaskHandle, type Worker } from "./worker.js";

export type { TaskHandle, Worker };

export interface Task {
  readonly upid: string;
  readonly node: string;
  readonly type: string;
  readonly id: string;
  readonly user: string;
  readonly start: number;
  readonly lines: string[];
  end: number | undefined;
  exit: string | undefined;
}

export interface TaskStart {
  readonly node: string;
  readonly type: string;
  readonly id?: string | number;
  readonly user: string;
  /** Locks that it waits for and holds, beside those of every task of its type. */
  readonly locks?: readonly LockWish[];
  /** What it does before it waits for its locks. */
  readonly before?: (task: TaskHandle) => void;
}

/** What tasks need of the world around them. */
export interface TaskSurroundings {
  readonly clock: Clock;
  readonly locks: Locks;
  readonly locksOf: (start: TaskStart) => readonly LockWish[];
  readonly faultsOf: (start: TaskStart) => readonly TaskEffect[];
  /** Who wants to know that something may have changed. */
  readonly ended: () => void;
}

/** The cluster's tasks: started, logged, ended; newest first in lists. */
export class Tasks {
  readonly #around: TaskSurroundings;
  readonly #tasks = new Map<string, Task>();
  readonly #running = new Map<
    string,
    { readonly ended: Promise<void>; readonly interruption: AbortController }
  >();
  #count = 0;

  constructor(around: TaskSurroundings) {
    this.#around = around;
  }

  /** Starts a worker and answers its UPID; what it throws becomes the exit text. */
  run(asked: TaskStart, worker: Worker): string {
    const { node, type, id = "", user } = asked;
    const start = Math.floor(this.#around.clock.now() / 1000);
    const upid = `UPID:${node}:${hex(process.pid + this.#count)}:${hex(++this.#count)}:${hex(start)}:${type}:${id}:${user}:`;
    const task: Task = {
      upid,
      node,
      type,
      id: String(id),
      user,
      start,
      lines: [],
      end: undefined,
      exit: undefined,
    };
    this.#tasks.set(upid, task);
    const interruption = new AbortController();
    const ended = this.#work(task, this.#begin(asked, worker), interruption.signal).finally(() =>
      this.#running.delete(upid),
    );
    this.#running.set(upid, { ended, interruption });
    return upid;
  }

  /** What a worker does between getting its locks and giving them back, with all that shall go wrong. */
  #begin(start: TaskStart, worker: Worker): Worker {
    const { locks, locksOf, faultsOf } = this.#around;
    const faulty = failing(faultsOf(start), worker);
    return async (task) => {
      start.before?.(task);
      const wishes = [...locksOf(start), ...(start.locks ?? [])];
      const holding = wishes.reduceRight<() => Promise<void>>(
        (work, wish) => () => locks.during(wish, work, task),
        () => faulty(task),
      );
      await holding();
    };
  }

  async #work(task: Task, worker: Worker, signal: AbortSignal): Promise<void> {
    let warnings = 0;
    const stop = raised(signal);
    // A task that is never waiting is stopped all the same, at its end.
    stop.catch(() => undefined);
    // A signal interrupts a worker once; what it does about that, it may say.
    let isInterrupted = false;
    const interrupt = () => {
      if (isInterrupted || !signal.aborted) return;
      isInterrupted = true;
      throw signal.reason;
    };
    // What a worker still says when its task has ended, nobody hears.
    const say = (line: string) => {
      if (task.end === undefined) task.lines.push(...line.split("\n"));
    };
    const handle: TaskHandle = {
      upid: task.upid,
      signal,
      say,
      log: (line) => {
        interrupt();
        say(line);
      },
      warn: (line) => {
        warnings++;
        task.lines.push(`WARN: ${line}`);
      },
      sleep: async (milliseconds) => {
        interrupt();
        if (signal.aborted) return;
        await Promise.race([this.#around.clock.sleep(milliseconds, signal), stop.catch(orNever)]);
        interrupt();
      },
    };
    try {
      await nextTurn();
      signal.throwIfAborted();
      await Promise.race([worker(handle), stop.catch(afterGrace)]);
      task.exit = warnings > 0 ? `WARNINGS: ${warnings}` : "OK";
      task.lines.push(warnings > 0 ? `TASK WARNINGS: ${warnings}` : "TASK OK");
    } catch (thrown) {
      task.exit = exitText(thrown);
      if (!(thrown instanceof UnexpectedEnd)) task.lines.push(`TASK ERROR: ${task.exit}`);
    }
    task.end = Math.floor(this.#around.clock.now() / 1000);
    this.#around.ended();
  }

  find(upid: string): Task {
    const task = this.#tasks.get(upid);
    if (task !== undefined) return task;
    if (!/^UPID:[^:]+:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:[^:\s]+:[^:\s]*:[^:\s]+:$/.test(upid))
      throw new ApiFailure(400, "Parameter verification failed.", { upid: "unable to parse worker upid" });
    throw new ApiFailure(400, "Parameter verification failed.", { upid: "no such task" });
  }

  has(upid: string): boolean {
    return this.#tasks.has(upid);
  }

  /** All of them, oldest first. */
  get byUpid(): ReadonlyMap<string, Task> {
    return this.#tasks;
  }

  /** Takes in a task of an earlier process. */
  remember(task: Task): void {
    this.#tasks.set(task.upid, task);
  }

  list(): readonly Task[] {
    return [...this.#tasks.values()].reverse();
  }

  stop(upid: string): void {
    const task = this.find(upid);
    if (task.end !== undefined) return;
    this.#running.get(upid)?.interruption.abort(new Error("received interrupt"));
  }

  /** Ends what runs on a node as a loss of power does: nobody writes down how it ended. */
  abandon(node: string): void {
    for (const [upid, { interruption }] of this.#running)
      if (this.find(upid).node === node) interruption.abort(new UnexpectedEnd());
  }

  /** Resolves when a task has ended, however. */
  async ended(upid: string): Promise<void> {
    await this.#running.get(upid)?.ended;
  }
}

/** Who has lost the power does nothing about it. */
async function orNever(reason: unknown): Promise<void> {
  if (reason instanceof UnexpectedEnd) await new Promise(() => undefined);
}

/** Fails when a signal is raised. */
function raised(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}

/** A worker that notices that it is stopped may say so in its own words, and clear up. */
async function afterGrace(reason: unknown): Promise<never> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  throw reason;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, "0");
}
