import { error } from "../../../../lib/diagnostic/diagnostic.js";
import type { Report } from "../../settings/report.js";
import type { ApiGiven } from "./api-settings.js";

/** The ids that new guests are given by chance, both ends included. */
export interface IdRange {
  readonly first: number;
  readonly last: number;
}

/** The range for random ids; undefined where new guests get the next free id. */
export function randomIdsOf(
  { random_vm_ids, random_vm_id_start, random_vm_id_end }: ApiGiven,
  report: Report,
): IdRange | undefined {
  if (random_vm_ids?.value !== true) return undefined;
  const [first, last] = [random_vm_id_start?.value ?? 10_000, random_vm_id_end?.value ?? 99_999];
  if (first <= last) return { first, last };
  report(
    error("there is no id between random_vm_id_start and random_vm_id_end", {
      path: (random_vm_id_start ?? random_vm_id_end)?.path ?? [],
      detail: `Given: ${first} to ${last}${random_vm_id_start === undefined ? ", the first by default" : ""}${random_vm_id_end === undefined ? ", the last by default" : ""}. The start may not be above the end.`,
    }),
  );
  return undefined;
}
