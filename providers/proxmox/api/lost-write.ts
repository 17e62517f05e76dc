import type { Parameters } from "./parameters.js";
import type { Methods } from "./specification/methods.js";
import { tasksOfCalls, type CallName } from "./task-of-call.js";

type TaskRow = Methods["GET"]["/cluster/tasks"]["result"][number];

/** A write whose answer did not come. */
export interface LostWrite {
  readonly verb: string;
  /** With named parts. */
  readonly template: string;
  readonly parameters: Parameters;
  /** The login that tasks are noted under. */
  readonly who: string;
  /** Seconds since 1970, by the server's clock: nothing that began before is meant. */
  readonly since: number;
  /** Tasks that are known to come from other requests. */
  readonly known: ReadonlySet<string>;
}

/** Whether the write starts a task at all, so that one can be looked for. */
export function startsTask({ verb, template }: Pick<LostWrite, "verb" | "template">): boolean {
  return `${verb} ${template}` in tasksOfCalls;
}

/** The task that a write has started, if exactly one in the cluster's list can be it. */
export function taskOf(lost: LostWrite, rows: readonly TaskRow[]): string | undefined {
  const meant = tasksOfCalls[`${lost.verb} ${lost.template}` as CallName];
  if (meant === undefined) return undefined;
  const id = meant.id.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = lost.parameters[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
  const found = rows.filter(
    (row) =>
      meant.types.includes(row.type ?? "") &&
      (row.id ?? "") === id &&
      loginOf(row) === lost.who &&
      (row.starttime ?? 0) >= lost.since &&
      !lost.known.has(row.upid),
  );
  return found.length === 1 ? found[0]?.upid : undefined;
}

function loginOf({ user = "", tokenid }: TaskRow): string {
  return tokenid === undefined ? user : `${user}!${tokenid}`;
}
