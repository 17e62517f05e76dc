import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Tasks } from "../../schema/provider.js";
import type { Work } from "../../schema/resource.js";
import type { Value } from "../../value/value.js";
import type { Journal } from "../journal.js";
import type { Surroundings } from "./step.js";

/** What a verb works with, and the warnings that it gathered. */
export function workOf<C extends Tasks>(
  { connection, journal, signal, report }: Surroundings<C>,
  intent: string | undefined,
): { readonly work: Work<C>; readonly warnings: Diagnostic[]; readonly revealed: Record<string, Value> } {
  const warnings: Diagnostic[] = [];
  const revealed: Record<string, Value> = {};
  const note = async (more: Parameters<Journal["note"]>[1]) => {
    if (intent !== undefined) await journal.note(intent, more);
  };
  const work: Work<C> = {
    connection: connection.until(signal),
    signal,
    task: async (task, stop = signal) => {
      await note({ task });
      report({ kind: "task", task });
      await connection.waitForTask(task, {
        signal: stop,
        log: (line) => report({ kind: "log", line }),
        progress: (fraction) => report({ kind: "progress", what: "", fraction }),
        warn: (diagnostic) => void warnings.push(diagnostic),
      });
    },
    progress: (what, fraction) =>
      report({ kind: "progress", what, ...(fraction === undefined ? {} : { fraction }) }),
    warn: (diagnostic) => void warnings.push(diagnostic),
    intend: (identity, proof = null) => note({ identity, proof }),
    reveal: (values) => void Object.assign(revealed, values),
  };
  return { work, warnings, revealed };
}
