import type { Leaf, Nested, Slots } from "../../../../../lib/schema/attribute.js";
import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Path } from "../../../../../lib/value/path.js";
import type { LineMaps } from "./line-map.js";
import type { Properties } from "./property.js";

/** What a kind of guest has in its configuration, as tables: an attribute is a line in one of them. */
export interface Tables {
  /** Plain keys. */
  readonly keys: Readonly<Record<string, Leaf>>;
  /** Keys that hold a property string. */
  readonly properties: Properties;
  /** Devices in numbered keys, each a line. */
  readonly lines: LineMaps;
}

type AttributesIn<M extends Properties | LineMaps> = { readonly [N in keyof M]: M[N]["attribute"] };

/** The attributes of a table of properties or lines, by name. */
export function attributesIn<M extends Properties | LineMaps>(table: M): AttributesIn<M> {
  return Object.fromEntries(
    Object.entries<{ readonly attribute: Nested | Slots }>(table).map(([name, each]) => [
      name,
      each.attribute,
    ]),
  ) as AttributesIn<M>;
}

/** The attribute that stands for a key of PVE's configuration, if one of the tables has it. */
export function attributeFor({ keys, properties, lines }: Tables, key: string): Path | undefined {
  const plain = Object.entries(keys).find(([name, leaf]) => (leaf.key ?? name) === key)?.[0];
  if (plain !== undefined) return [plain];
  const property = Object.entries(properties).find(([, each]) => each.key === key)?.[0];
  if (property !== undefined) return [property];
  const device = Object.entries(lines).find(([, { attribute }]) => isSlot(attribute.slot, key))?.[0];
  return device === undefined ? undefined : [device, key];
}
