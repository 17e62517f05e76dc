import type { Change } from "../../../../../lib/schema/resource.js";
import { isObject, type Value } from "../../../../../lib/value/value.js";
import type { Rule } from "../../../api/specification/call-rules.js";

/** The rules for the storages that new volumes, or those that move, are to lie on; `within` names what holds volumes. */
export function storageRules(changes: readonly Change[], within: readonly string[]): readonly Rule[] {
  const storages = changes.flatMap(({ path, after }): readonly Value[] => {
    if (!within.includes(String(path[0]))) return [];
    if (path.at(-1) === "storage") return [after];
    return isObject(after) && (after["moved_from"] ?? null) === null ? [after["storage"] ?? null] : [];
  });
  return [...new Set(storages)].flatMap((storage): readonly Rule[] =>
    typeof storage === "string" ? [["perm", `/storage/${storage}`, ["Datastore.AllocateSpace"]]] : [],
  );
}
