import type { Shape } from "../../providers/proxmox/api/specification/specification.js";

/** What JSON calls a value's type; `flag` is what PVE declares as boolean and answers as 0 and 1. */
export type JsonType = "string" | "number" | "flag" | "null" | "array" | "object";

/** The shape of an answer as it is declared, widened by what was really answered. */
export interface WideShape {
  readonly types: ReadonlySet<JsonType>;
  readonly optional: boolean;
  readonly words?: readonly (string | number)[];
  readonly items?: WideShape;
  /** By name; `net[n]` stands for all of its kind. Undefined where the names themselves are data. */
  readonly members?: ReadonlyMap<string, WideShape>;
}

const declaredTypes = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "flag",
  array: "array",
  object: "object",
  null: "null",
} as const;

/** A shape as it is declared. */
export function declared(shape: Shape): WideShape {
  const { type, items, properties } = shape;
  const known = type === undefined ? undefined : declaredTypes[type];
  return {
    types: new Set(known === undefined ? [] : [known]),
    optional: Number(shape.optional ?? 0) === 1,
    ...(shape.enum === undefined ? {} : { words: shape.enum }),
    ...(items === undefined ? {} : { items: declared(items) }),
    ...(properties === undefined || Object.keys(properties).length === 0
      ? {}
      : { members: new Map(Object.entries(properties).map(([name, each]) => [name, declared(each)])) }),
  };
}

/** The shape with room for a value that was answered. A shape that nothing is declared of stays open. */
export function widened(shape: WideShape, value: unknown): WideShape {
  if (shape.types.size === 0) return shape;
  if (Array.isArray(value)) {
    const items = value.reduce<WideShape>(widened, shape.items ?? open);
    return {
      ...shape,
      types: including(shape.types, "array"),
      ...(shape.items === undefined ? {} : { items }),
    };
  }
  if (typeof value === "object" && value !== null)
    return {
      ...shape,
      types: including(shape.types, "object"),
      ...(shape.members === undefined ? {} : { members: withMembers(shape.members, value) }),
    };
  return { ...shape, ...withScalar(shape, value) };
}

const open: WideShape = { types: new Set(), optional: false };

function withScalar({ types, words }: WideShape, value: unknown): Pick<WideShape, "types" | "words"> {
  const type =
    value === null
      ? "null"
      : typeof value === "string"
        ? "string"
        : typeof value === "number"
          ? "number"
          : "flag";
  const isFlag = types.has("flag") && (value === 0 || value === 1);
  const isNew = words !== undefined && type !== "null" && !words.includes(value as string | number);
  return {
    types: isFlag ? types : including(types, type),
    ...(words === undefined ? {} : { words: isNew ? [...words, value as string | number] : words }),
  };
}

function withMembers(members: ReadonlyMap<string, WideShape>, value: object): ReadonlyMap<string, WideShape> {
  const entries = Object.entries(value);
  const nameOf = (name: string) => {
    const kind = name.replace(/\d+$/, "[n]");
    return members.has(name) || !members.has(kind) ? name : kind;
  };
  const seen = new Set(entries.map(([name]) => nameOf(name)));
  const wider = new Map(
    [...members].map(([name, each]) => [name, seen.has(name) ? each : { ...each, optional: true }]),
  );
  for (const [name, each] of entries)
    wider.set(nameOf(name), widened(wider.get(nameOf(name)) ?? undeclared(each), each));
  return wider;
}

/** What nobody declared was seen, which is no promise that it is always there. */
function undeclared(value: unknown): WideShape {
  if (Array.isArray(value)) return { types: new Set(["array"]), optional: true };
  if (typeof value === "object" && value !== null) return { types: new Set(["object"]), optional: true };
  return { ...withScalar(open, value), optional: true };
}

function including(types: ReadonlySet<JsonType>, type: JsonType): ReadonlySet<JsonType> {
  return types.has(type) ? types : new Set([...types, type]);
}
