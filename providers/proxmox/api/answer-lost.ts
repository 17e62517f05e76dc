import { error } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";

/** What is known of a write whose answer was lost. */
export interface Lost {
  readonly verb: string;
  readonly path: string;
  readonly cause: unknown;
  /** A task that is like the one that it starts. */
  readonly task?: string | undefined;
  /** Whether a task of it would show in the node's list. */
  readonly hasTask: boolean;
  /** What it was, where more can be said than that an answer was lost. */
  readonly summary?: string;
}

/** A write whose answer never came: it may have been done. */
export class AnswerLost extends Refusal {
  /** A task that may be what it has started: something to wait for, and no proof. */
  readonly task: string | undefined;

  constructor(readonly lost: Lost) {
    super([
      error(lost.summary ?? "the answer to a write was lost", {
        detail: `${lost.verb} ${lost.path}: ${why(lost.cause)}. ${found(lost)} Nothing is repeated blindly: plan again, which reads what is there.`,
      }),
    ]);
    this.name = "AnswerLost";
    this.task = lost.task;
    this.cause = lost.cause;
  }
}

function why(cause: unknown): string {
  return cause instanceof Error ? `the connection broke (${cause.message})` : String(cause);
}

function found({ task, hasTask }: Lost): string {
  if (task !== undefined) return `${task} may be its task, or somebody else's like it.`;
  return hasTask
    ? "The node's list shows no task of it, so it was most likely not done."
    : "It may have been done.";
}
