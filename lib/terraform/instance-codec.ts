import { decodePrivate, encodePrivate, type Instance } from "../change/instance.js";
import type { Attributes } from "../schema/attribute.js";
import { objectType } from "../schema/object-type.js";
import { isObject, type Value, type ValueObject } from "../value/value.js";
import { decodeValue, encodeValue } from "./dynamic-value.js";
import type { Plain } from "./wire/protobuf.js";

/** Reads a state or configuration; undefined for null. */
export function decodeObject(attributes: Attributes, value: unknown): ValueObject | undefined {
  const bytes = (value as { readonly msgpack?: Uint8Array } | undefined)?.msgpack;
  if (bytes === undefined) return undefined;
  const decoded = decodeValue(bytes, objectType(attributes));
  return isObject(decoded) ? decoded : undefined;
}

export function encodeObject(attributes: Attributes, value: ValueObject | undefined): Plain {
  return {
    msgpack: encodeValue(
      value === undefined ? null : withEmptyBlocks(attributes, value),
      objectType(attributes),
    ),
  };
}

/** Blocks are never null to Terraform; without one the list is empty. */
function withEmptyBlocks(attributes: Attributes, value: ValueObject): ValueObject {
  const blocks = Object.entries(attributes).filter(
    ([name, { kind, ...rest }]) => kind === "entries" && "block" in rest && (value[name] ?? null) === null,
  );
  return blocks.length === 0
    ? value
    : { ...value, ...Object.fromEntries(blocks.map(([name]) => [name, [] as Value])) };
}

export function decodeInstance(
  attributes: Attributes,
  state: unknown,
  privateData: unknown,
): Instance | undefined {
  const values = decodeObject(attributes, state);
  if (values === undefined) return undefined;
  const text = privateData instanceof Uint8Array ? Buffer.from(privateData).toString("utf8") : "";
  return { attributes: values, private: decodePrivate(text) };
}

export function privateBytes(instance: Pick<Instance, "private">): Uint8Array {
  return Buffer.from(encodePrivate(instance.private));
}
