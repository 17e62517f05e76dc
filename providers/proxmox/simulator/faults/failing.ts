import type { TaskHandle, Worker } from "../worker.js";
import type { TaskEffect } from "./fault.js";

/** A worker with what shall go wrong with it. */
export function failing(effects: readonly TaskEffect[], worker: Worker): Worker {
  return effects.reduceRight(withEffect, worker);
}

function withEffect(worker: Worker, effect: TaskEffect): Worker {
  if ("delay" in effect) return prolonged(worker, effect.delay);
  if ("warn" in effect) return warning(worker, effect.warn);
  const { fail, at = "start" } = effect;
  return async (task) => {
    if (at === "start") throw new Error(fail);
    await worker(at === "end" ? task : failingAt(task, at.line, fail));
    if (at === "end") throw new Error(fail);
  };
}

function warning(worker: Worker, text: string): Worker {
  return async (task) => {
    await worker(task);
    task.warn(text);
  };
}

/** It takes longer where it takes time anyway, so that it can be stopped there; else at its end. */
function prolonged(worker: Worker, delay: number): Worker {
  return async (task) => {
    let left = delay;
    const sleep = (milliseconds: number) => {
      const longer = milliseconds + left;
      left = 0;
      return task.sleep(longer);
    };
    await worker({ ...task, sleep });
    if (left > 0) await task.sleep(left);
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
