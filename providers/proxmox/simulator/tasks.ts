import type { Clock } from "./clock.js";
import { ApiFailure } from "./failure.js";

/** A worker's view of its task. */
export interface TaskHandle {
  readonly upid: string;
  readonly log: (line: string) => void;
  /** Ends the task well, yet with this many warnings. */
  readonly warn: (line: string) => void;
  readonly isStopped: () => boolean;
}

export type Worker = (task: TaskHandle) => Promise<void>;

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
  stopped: boolean;
}

export interface TaskStart {
  readonly node: string;
  readonly type: string;
  readonly id?: string | number;
  readonly user: string;
}

/** The cluster's tasks: started, logged, ended; newest first in lists. */
export class Tasks {
  readonly #clock: Clock;
  readonly #tasks = new Map<string, Task>();
  readonly #running = new Map<
    string,
    { readonly ended: Promise<void>; readonly interruption: Interruption }
  >();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts a worker and answers its UPID; what it throws becomes the exit text. */
  run({ node, type, id = "", user }: TaskStart, worker: Worker): string {
    const start = Math.floor(this.#clock.now() / 1000);
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
      stopped: false,
    };
    this.#tasks.set(upid, task);
    const interruption = new Interruption();
    const ended = this.#work(task, worker, interruption).finally(() => this.#running.delete(upid));
    this.#running.set(upid, { ended, interruption });
    return upid;
  }

  async #work(task: Task, worker: Worker, interruption: Interruption): Promise<void> {
    let warnings = 0;
    const handle: TaskHandle = {
      upid: task.upid,
      log: (line) => void task.lines.push(...line.split("\n")),
      warn: (line) => {
        warnings++;
        task.lines.push(`WARN: ${line}`);
      },
      isStopped: () => task.stopped,
    };
    try {
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.race([worker(handle), interruption.promise]);
      task.exit = warnings > 0 ? `WARNINGS: ${warnings}` : "OK";
      task.lines.push(warnings > 0 ? `TASK WARNINGS: ${warnings}` : "TASK OK");
    } catch (thrown) {
      const text = thrown instanceof Error ? thrown.message.replace(/\n+$/, "") : String(thrown);
      task.exit = text;
      task.lines.push(`TASK ERROR: ${task.exit}`);
    }
    task.end = Math.floor(this.#clock.now() / 1000);
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

  list(): readonly Task[] {
    return [...this.#tasks.values()].reverse();
  }

  stop(upid: string): void {
    const task = this.find(upid);
    if (task.end !== undefined) return;
    task.stopped = true;
    this.#running.get(upid)?.interruption.raise();
  }

  /** Resolves when a task has ended, however. */
  async ended(upid: string): Promise<void> {
    await this.#running.get(upid)?.ended;
  }
}

/** Ends a running worker as a signal does. */
class Interruption {
  raise: () => void = () => undefined;
  readonly promise = new Promise<never>((_, reject) => {
    this.raise = () => reject(new Error("received interrupt"));
  });
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, "0");
}
