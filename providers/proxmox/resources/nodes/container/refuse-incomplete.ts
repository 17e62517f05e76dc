import { Refusal } from "../../../../../lib/diagnostic/refusal.js";
import type { Change } from "../../../../../lib/schema/resource.js";
import { nullForUnknown } from "../../../../../lib/value/known.js";
import { isObject } from "../../../../../lib/value/value.js";
import { incomplete } from "./mount-rules.js";

/** Refuses new mount points of which, now that everything is known, still too little is said. */
export function refuseIncomplete(changes: readonly Change[]): void {
  const missing = changes.flatMap(({ path: [map, slot, ...inner], before, after }) =>
    map === "mount_points" && inner.length === 0 && before === null && isObject(after)
      ? incomplete(String(slot), nullForUnknown(after))
      : [],
  );
  if (missing.length > 0) throw new Refusal(missing);
}
