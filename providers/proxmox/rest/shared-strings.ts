import type { Attributes, Facts } from "../../../lib/schema/attribute.js";
import { partsOf } from "../form/property-string.js";
import { leavesOf } from "./leaves.js";

/** The property strings that several attributes share, whole: when one part changes, the others must be sent too. */
export function sharedStrings(attributes: Attributes, row: Readonly<Record<string, unknown>>): Facts {
  const names = leavesOf(attributes).flatMap(({ parameter, property }) =>
    property === undefined || !(parameter in row) ? [] : [parameter],
  );
  return Object.fromEntries([...new Set(names)].map((name) => [name, { ...partsOf(row[name], "type") }]));
}
