import type { TaskListener } from "../../../lib/schema/provider.js";
import type { Client } from "./client.js";

/** A task, as its id names it. */
export interface Task {
  readonly upid: string;
  readonly node: string;
  /** `qmclone` */
  readonly type: string;
}

export function taskFrom(upid: string): Task {
  const [, node = "", , , , type = ""] = upid.split(":");
  return { upid, node, type };
}

const page = 500;

/** A task's log, read as it grows. */
export class TaskLog {
  readonly #client: Client;
  readonly #task: Task;
  #read = 0;
  readonly #end: string[] = [];
  /** Lines in which the task warns, without the mark. */
  readonly warnings: string[] = [];

  constructor(client: Client, task: Task) {
    this.#client = client;
    this.#task = task;
  }

  /** The last lines. */
  get end(): readonly string[] {
    return this.#end;
  }

  /** Reads what is new, and tells it. */
  async follow(listener: TaskListener): Promise<void> {
    const { upid, node } = this.#task;
    for (;;) {
      const lines = await this.#client.get("/nodes/{node}/tasks/{upid}/log", {
        node,
        upid,
        start: this.#read,
        limit: page,
      });
      // An empty log has a line that says so, at the place of the first.
      const fresh = lines.filter(({ n, t }) => n > this.#read && t !== "no content");
      for (const { n, t } of fresh) {
        this.#read = n;
        this.#keep(t);
        listener.log(t);
        const percent = /(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*%/.exec(t)?.[1];
        if (percent !== undefined && Number(percent) <= 100) listener.progress(Number(percent) / 100);
      }
      if (lines.length < page) return;
    }
  }

  #keep(line: string): void {
    this.#end.push(line);
    if (this.#end.length > 6) this.#end.shift();
    const warning = /^WARN(?:ING)?: (.*)$/.exec(line)?.[1];
    if (warning !== undefined) this.warnings.push(warning);
  }
}
