import type { Parameters } from "./parameters.js";
import { tasksOfCalls, type CallName, type TaskOfCall } from "./task-of-call.js";
import type { ResultOf } from "./typed-calls.js";

/** A task as the lists of a node and of the cluster show it. */
type TaskRow = ResultOf<"GET", "/nodes/{node}/tasks" | "/cluster/tasks">[number];

/** A write whose answer did not come. */
export interface LostWrite {
  readonly verb: string;
  /** With named parts. */
  readonly template: string;
  readonly parameters: Parameters;
  /** The login that tasks are noted under. */
  readonly login: string;
  /** Seconds since 1970, by the server's clock: nothing that began before is meant. */
  readonly since: number;
  /** Tasks that are known to come from other requests. */
  readonly known: ReadonlySet<string>;
}

/** The tasks that a call may start; undefined where none is known, so that none can be looked for. */
export function tasksOf({ verb, template }: Pick<LostWrite, "verb" | "template">): TaskOfCall | undefined {
  return tasksOfCalls[`${verb} ${template}` as CallName];
}

/** The one task that a write can have started; undefined where there is none, or more than one. */
export function taskStarted(lost: LostWrite, rows: readonly TaskRow[]): string | undefined {
  const meant = tasksOf(lost);
  if (meant === undefined) return undefined;
  const id = meant.id.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = lost.parameters[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
  const found = rows.filter(
    (row) =>
      meant.types.includes(row.type ?? "") &&
      (row.id ?? "") === id &&
      // The list names users in two ways, a task's own id in one.
      row.upid.split(":")[7] === lost.login &&
      (row.starttime ?? 0) >= lost.since &&
      !lost.known.has(row.upid),
  );
  return found.length === 1 ? found[0]?.upid : undefined;
}
