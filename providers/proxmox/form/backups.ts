import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { optional } from "../../../lib/schema/roles.js";
import { flag, integer } from "../../../lib/schema/types.js";
import { isObject, type Value } from "../../../lib/value/value.js";

const keep = (what: string, key: string) =>
  optional(integer({ min: 0 }), `How many are kept: ${what}.`, { key: `prune-backups.${key}` });

/** How many backups a storage keeps. */
export const backups = {
  keep_all: optional(flag, "Whether all are kept; no other number may stand beside it then.", {
    key: "prune-backups.keep-all",
    absent: false,
  }),
  keep_last: keep("the last ones", "keep-last"),
  keep_hourly: keep("one for each of the last hours", "keep-hourly"),
  keep_daily: keep("one for each of the last days", "keep-daily"),
  keep_weekly: keep("one for each of the last weeks", "keep-weekly"),
  keep_monthly: keep("one for each of the last months", "keep-monthly"),
  keep_yearly: keep("one for each of the last years", "keep-yearly"),
  max_protected_backups: optional(
    integer({ min: -1 }),
    "How many may be protected for each guest; -1 for any number.",
    {
      key: "max-protected-backups",
    },
  ),
} as const;

/** Who keeps all backups keeps no number of them. `kept` is how many, in the shape of the attributes. */
export function checkKept(kept: Value | undefined): readonly Diagnostic[] {
  if (!isObject(kept) || kept["keep_all"] !== true) return [];
  return Object.keys(backups)
    .filter((name) => /^keep_(?!all$)/.test(name) && (kept[name] ?? null) !== null)
    .map((name) =>
      error(`backups.${name} says how many backups are kept, and keep_all that all are`, {
        path: ["backups", name],
        detail: `Take out \`backups.${name}\`, or \`keep_all\`.`,
      }),
    );
}
