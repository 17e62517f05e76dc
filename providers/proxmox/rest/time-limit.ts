import { error } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Tasks } from "../../../lib/schema/provider.js";
import type { Work } from "../../../lib/schema/resource.js";
import type { Value } from "../../../lib/value/value.js";

/** Work that is given up after so many seconds; it takes as long as it needs where no number is said. */
export function within<C extends Tasks>(
  work: Work<C>,
  seconds: Value | undefined,
  attribute: string,
): Work<C> {
  if (typeof seconds !== "number") return work;
  const limit = new AbortController();
  const over = new Refusal([
    error(`it takes longer than the ${seconds} s of ${attribute}`, { path: [attribute] }),
  ]);
  setTimeout(() => limit.abort(over), seconds * 1000).unref();
  return stoppedBy(work, AbortSignal.any([work.signal, limit.signal]));
}

/** Work that goes on whatever happens: what clears up behind other work. */
export function unstoppable<C extends Tasks>(work: Work<C>): Work<C> {
  return stoppedBy(work, new AbortController().signal);
}

function stoppedBy<C extends Tasks>(work: Work<C>, signal: AbortSignal): Work<C> {
  return {
    ...work,
    connection: work.connection.until(signal),
    signal,
    task: (id, given = signal) => work.task(id, given),
  };
}
