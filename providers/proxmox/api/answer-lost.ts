import { error } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";

/** A write whose answer never came: it may have been done. */
export class AnswerLost extends Refusal {
  constructor(
    { verb, path, looked }: { readonly verb: string; readonly path: string; readonly looked: boolean },
    cause: unknown,
  ) {
    super([
      error("the answer to a write was lost", {
        detail: `${verb} ${path}: ${why(cause)}. ${looked ? "No task of it is in the cluster's list, but it may still be done." : "It may have been done."} The next run looks at what is there.`,
      }),
    ]);
    this.name = "AnswerLost";
    this.cause = cause;
  }
}

function why(cause: unknown): string {
  return cause instanceof Error ? `the connection broke (${cause.message})` : String(cause);
}
