import { randomInt } from "node:crypto";

import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { IdRange } from "./settings/random-ids.js";

/** A random id of a range that is not among those taken. */
export function randomId({ first, last }: IdRange, taken: ReadonlySet<number>): number {
  const free = last - first + 1 - [...taken].filter((id) => id >= first && id <= last).length;
  if (free <= 0)
    refuse(`every id from ${first} to ${last} is taken`, {
      path: ["random_vm_id_end"],
      detail: "Widen the range: `random_vm_id_start`, `random_vm_id_end`.",
    });
  // Not the first free one after a random start, which would be likelier behind what is taken.
  let skip = randomInt(free);
  for (let id = first; ; id++) if (!taken.has(id) && skip-- === 0) return id;
}
