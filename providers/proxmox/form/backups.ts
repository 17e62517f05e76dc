import { optional } from "../../../lib/schema/roles.js";
import { flag, integer } from "../../../lib/schema/types.js";

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
