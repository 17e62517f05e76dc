import type { TaskHandle, Worker } from "../worker.js";
import type { TaskEffect } from "./fault.js";

/** A worker with what shall go wrong with it. */
export function failing(effects: readonly TaskEffect[], worker: Worker): Worker {
  return effects.reduceRight(withEffect, worker);
}

function withEffect(worker: Worker, effect: TaskEffect): Worker {
  if ("delay" in effect)
    return async (task) => {
      await task.sleep(effect.delay);
      await worker(task);
    };
  const { fail, at = "start" } = effect;
  return async (task) => {
    if (at === "start") throw new Error(fail);
    await worker(at === "end" ? task : failingAt(task, at.line, fail));
    if (at === "end") throw new Error(fail);
  };
}

function failingAt(task: TaskHandle, line: string, text: string): TaskHandle {
  return {
    ...task,
    log: (logged) => {
      task.log(logged);
      if (logged.includes(line)) throw new Error(text);
    },
  };
}
