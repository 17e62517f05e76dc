import type { Rule } from "../../../api/specification/call-rules.js";

/** A right on the guest, or on the pool that it is made in. */
export function onGuest(any: readonly string[]): Rule {
  return [
    "or",
    ["perm", "/vms/{vmid}", any, "any", 1],
    ["perm", "/pool/{pool}", any, "any", 1, "require_param", "pool"],
  ];
}
