import type { Call } from "../call.js";
import type { TaskHandle } from "../worker.js";

/** Ends the shutdowns of a guest that still wait for its system, where a stop is to overrule them. */
export function overruleShutdowns(type: "qmshutdown" | "vzshutdown") {
  return ({ world, parameters }: Call) =>
    (task: TaskHandle): void => {
      if (Number(parameters["overrule-shutdown"] ?? 0) !== 1) return;
      const waiting = world.tasks
        .list()
        .filter(
          (other) =>
            other.type === type && other.id === String(parameters["vmid"]) && other.end === undefined,
        );
      for (const { upid } of waiting) world.tasks.stop(upid);
      if (waiting.length > 0)
        task.log(`overruled ${type} tasks: ${waiting.map(({ upid }) => upid).join(", ")}`);
    };
}
