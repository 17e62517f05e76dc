import { warning } from "../../../lib/diagnostic/diagnostic.js";
import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { TaskListener } from "../../../lib/schema/provider.js";
import { ApiError } from "./api-error.js";
import type { Client } from "./client.js";
import { pause } from "./pause.js";
import { isDoubtful } from "./repeat.js";
import { TaskLog, taskFrom, type Task } from "./task-log.js";
import { Unreachable } from "./transport/unreachable.js";
import { whyAborted } from "./why-aborted.js";

/** Milliseconds between two looks at a task: short ones are seen soon, long ones are not pestered. */
const shortest = 20;
const longest = 2000;
/** A log is worth a request of its own once looks are this far apart. */
const logFrom = 500;
/** How long a task is waited for while nothing answers: a node that restarts its services is back by then. */
const patience = 2 * 60_000;

/** Long work that cleans up behind itself when it is stopped. */
const stoppable =
  /^(?:qmcreate|qmclone|qmrestore|qmmove|qmigrate|vzcreate|vzclone|vzrestore|move_volume|vzmigrate|vzdump|imgcopy|download|ociregistrypull)$/;

/** Waits until a task ends; its log is told as it grows. Throws a refusal with the log's end if it failed. */
export async function waitForTask(client: Client, upid: string, listener: TaskListener): Promise<void> {
  const task = taskFrom(upid);
  const log = new TaskLog(client, task);
  let answered = Date.now();
  for (let wait = shortest; ; wait = Math.min(longest, wait * 1.5)) {
    try {
      const exit = await exitOf(client, task);
      if (wait > logFrom) await log.follow(listener);
      if (exit !== undefined) return await settle(exit, { task, log, listener });
      answered = Date.now();
    } catch (thrown) {
      if (!isOutage(thrown) || Date.now() - answered > patience) throw thrown;
    }
    if (listener.signal.aborted) return callOff(client, { task, log, listener });
    await pause(wait, listener.signal);
  }
}

interface Waiting {
  readonly task: Task;
  readonly log: TaskLog;
  readonly listener: TaskListener;
}

/** How a task ended; undefined while it runs. */
async function exitOf(client: Client, { node, upid }: Task): Promise<string | undefined> {
  const { status, exitstatus = "" } = await client.get("/nodes/{node}/tasks/{upid}/status", { node, upid });
  return status === "stopped" ? exitstatus : undefined;
}

async function settle(exit: string, { task, log, listener }: Waiting): Promise<void> {
  if (exit === "OK") return;
  await log.follow(listener);
  if (!/^WARNINGS/.test(exit)) refuse(`Proxmox VE's task failed: ${exit}`, { detail: endOf(task, log) });
  const texts = log.warnings.length === 0 ? [`the task ended with ${exit.toLowerCase()}`] : log.warnings;
  for (const text of texts) listener.warn(warning(text, { detail: `Proxmox VE's task ${task.upid}` }));
}

/** Stops a task where PVE can do so without leaving half of it behind; else it goes on alone. */
async function callOff(client: Client, { task, log, listener }: Waiting): Promise<never> {
  const { summary: cause, ...place } = whyAborted(listener.signal);
  const goesOn = (why: string) =>
    refuse(`${cause} while a task runs`, {
      ...place,
      detail: `${task.upid} goes on${why}. The next run finds it.`,
    });
  if (!stoppable.test(task.type)) goesOn("");
  const { node, upid } = task;
  await client
    .delete("/nodes/{node}/tasks/{upid}", { node, upid })
    .catch((thrown: unknown) => goesOn(`: ${thrown instanceof Error ? thrown.message : String(thrown)}`));
  for (let wait = shortest; wait < longest; wait *= 1.5) {
    const exit = await exitOf(client, task);
    if (exit === "OK") return goesOn(": it was done already");
    if (exit !== undefined) {
      await log.follow(listener);
      refuse(`${cause}, and the task that ran was stopped`, { ...place, detail: endOf(task, log) });
    }
    await pause(wait);
  }
  return goesOn(", though it was told to stop");
}

function endOf({ upid }: Task, { end }: TaskLog): string {
  return [upid, "Its log ends with:", ...end.map((line) => `  ${line}`)].join("\n");
}

/** Whether nobody answers at the moment, which says nothing about the task. */
function isOutage(thrown: unknown): boolean {
  return thrown instanceof Unreachable || (thrown instanceof ApiError && isDoubtful(thrown.refused.status));
}
