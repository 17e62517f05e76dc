import type { Attributes, Leaf } from "../../../../../lib/schema/attribute.js";
import { meansAbsent } from "../../../../../lib/schema/canonical.js";
import type { Change } from "../../../../../lib/schema/resource.js";
import { isObject, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "./configuration.js";
import { withParts } from "../../../form/property-string.js";
import type { LineNotation } from "./line.js";
import { stored } from "./notation.js";

/** What to write to a guest's configuration: a value for each key, undefined where the key is to go. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** What is to be written, and over what. */
export interface Writing {
  readonly changes: readonly Change[];
  readonly planned: ValueObject;
  /** Write-only values, in the attributes' shape. */
  readonly secrets: ValueObject;
  /** The configuration with everything pending: parts of a line that are not ours stay as they are. */
  readonly configuration: Configuration;
}

/** How a slot changes: it goes, it comes, or some of its parts change. */
export type SlotChange =
  | { readonly kind: "removed" }
  | { readonly kind: "added"; readonly values: ValueObject }
  | { readonly kind: "changed"; readonly place: readonly string[] };

/** What to write for the slots of a map that change. */
export function slotParameters(
  changes: readonly Change[],
  map: readonly string[],
  write: (slot: string, change: SlotChange) => Parameters,
): Parameters {
  const inside = changes.filter(({ path }) => path.length > map.length && startsWith(path, map));
  const slots = [...new Set(inside.map(({ path }) => String(path[map.length])))];
  return Object.assign(
    {},
    ...slots.map((slot) => {
      const place = [...map, slot];
      const whole = inside.find(({ path }) => path.length === place.length && startsWith(path, place));
      if (whole === undefined) return write(slot, { kind: "changed", place });
      return write(
        slot,
        isObject(whole.after) ? { kind: "added", values: whole.after } : { kind: "removed" },
      );
    }),
  ) as Parameters;
}

interface Line {
  readonly notation: LineNotation;
  /** The parts that have attributes. */
  readonly leaves: Attributes;
  readonly stored: string | undefined;
  readonly changes: readonly Change[];
}

/** The line of a slot after its change, with what else stands in it; undefined where the slot goes. */
export function lineAfter(
  change: SlotChange,
  { notation, leaves, stored: line = "", changes }: Line,
): string | undefined {
  switch (change.kind) {
    case "removed":
      return undefined;
    case "added":
      return notation.join(partsFrom(leaves, change.values));
    case "changed":
      return notation.join(withParts(notation.split(line), partChanges(leaves, changes, change.place)));
  }
}

/** The parts of a line that changes name, by the name that PVE has for them. */
export function partChanges(
  leaves: Attributes,
  changes: readonly Change[],
  place: readonly string[],
): Parameters {
  return Object.fromEntries(
    changes.flatMap(({ path, after }) => {
      if (path.length !== place.length + 1 || !startsWith(path, place)) return [];
      const name = String(path.at(-1));
      const leaf = leaves[name];
      return leaf?.kind === "leaf" ? [[leaf.key ?? name, written(leaf, after)]] : [];
    }),
  );
}

/** All parts that an object says. */
export function partsFrom(leaves: Attributes, values: ValueObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(leaves).flatMap(([name, leaf]) => {
      const value = values[name] ?? null;
      return leaf.kind !== "leaf" || meansAbsent(leaf, value)
        ? []
        : [[leaf.key ?? name, stored(leaf, value)]];
    }),
  );
}

/** What to write for a value; undefined where the key is to go. What can't go is set to the value that stands for that. */
export function written(leaf: Leaf, value: Value): string | undefined {
  if (!meansAbsent(leaf, value)) return stored(leaf, value);
  return typeof leaf.clear === "object" ? stored(leaf, leaf.clear.value) : undefined;
}

function startsWith(path: readonly (string | number)[], place: readonly string[]): boolean {
  return place.every((step, index) => path[index] === step);
}
