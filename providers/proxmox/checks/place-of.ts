import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { PlacedNeed } from "../../../lib/schema/need.js";

/** Where a diagnostic belongs that needs have in common: to the one that has it, or to nobody alone. */
export function placeOf(needs: readonly PlacedNeed[]): Pick<Diagnostic, "address" | "construct" | "path"> {
  const [only, ...others] = needs;
  if (only === undefined || others.length > 0) return {};
  const { address, construct, path } = only;
  return {
    ...(address === undefined ? {} : { address }),
    ...(construct === undefined ? {} : { construct }),
    ...(path === undefined ? {} : { path }),
  };
}
