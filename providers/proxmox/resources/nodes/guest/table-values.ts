import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { SlotNames } from "../../../../../lib/schema/attribute.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "./configuration.js";
import { leavesOf } from "./leaves-of.js";
import type { Tables } from "./tables.js";

/** What a configuration says of the attributes in tables. */
export function tableValues({ keys, properties, lines }: Tables, configuration: Configuration): ValueObject {
  return {
    ...leavesOf(keys, configuration),
    ...mapped(properties, ({ key, notation, attribute }) => {
      const line = configuration[key]?.trim() ?? "";
      return line === "" ? null : leavesOf(attribute.attributes, notation.split(line));
    }),
    ...mapped(lines, ({ notation, attribute: { slot, attributes } }) =>
      slotValues(configuration, { slot, read: (line) => leavesOf(attributes, notation.split(line)) }),
    ),
  };
}

interface SlotReading {
  readonly slot: SlotNames;
  read(line: string, slot: string): ValueObject;
}

/** What a configuration says in numbered keys. PVE keeps a blank for an empty line. */
export function slotValues(
  configuration: Configuration,
  { slot, read }: SlotReading,
): Readonly<Record<string, ValueObject>> {
  return Object.fromEntries(
    Object.entries(configuration)
      .filter(([key, line]) => isSlot(slot, key) && line.trim() !== "")
      .map(([key, line]) => [key, read(line, key)]),
  );
}

function mapped<T, U>(
  object: Readonly<Record<string, T>>,
  transform: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, transform(value)]));
}
