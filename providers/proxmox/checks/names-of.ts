import type { PlacedNeed } from "../../../lib/schema/need.js";

/** Whose needs these are, in parentheses, the first few by name: ` (web/a, web/b, 3 more)`. Nothing where nobody knows. */
export function namesOf(needs: readonly PlacedNeed[]): string {
  const names = [...new Set(needs.flatMap(({ construct, address }) => construct ?? address ?? []))];
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  return shown.length === 0 ? "" : ` (${shown.join(", ")})`;
}
