import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ValueType } from "../../../lib/schema/value-type.js";
import { decodeValue, encodeValue } from "../../../lib/terraform/dynamic-value.js";
import { unknown, type Value } from "../../../lib/value/value.js";

interface Typed {
  readonly type: ValueType;
  readonly value: Value;
}

const scalar = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }).map((value): Typed => ({ type: "string", value })),
  fc.boolean().map((value): Typed => ({ type: "bool", value })),
  fc
    .oneof(
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (Object.is(each, -0) ? 0 : each)),
    )
    .map((value): Typed => ({ type: "number", value })),
);

const holes = (typed: Typed) =>
  fc
    .constantFrom<Value>(typed.value, typed.value, null, unknown)
    .map((value): Typed => ({ ...typed, value }));

/** A type and a value of it, nested, with nulls and unknowns anywhere. */
const typed: fc.Arbitrary<Typed> = fc.letrec<{ readonly any: Typed }>((tie) => ({
  any: fc
    .oneof(
      { maxDepth: 4, withCrossShrink: true },
      scalar,
      fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie("any"), { maxKeys: 20 }).map((fields): Typed => ({
        type: {
          object: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.type])),
        },
        value: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value])),
      })),
      fc
        .tuple(fc.constantFrom("list", "set"), scalar, fc.nat(40))
        .map(([kind, { type, value }, length]): Typed => ({
          type: kind === "list" ? { list: type } : { set: type },
          value: Array.from({ length }, () => value),
        })),
      fc
        .tuple(tie("any"), fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 20 }))
        .map(([{ type, value }, keys]): Typed => ({
          type: { map: type },
          value: Object.fromEntries(keys.filter((key) => key !== "__proto__").map((key) => [key, value])),
        })),
    )
    .chain(holes),
})).any;

describe("values on their way to Terraform and back", () => {
  it("arrive as they were sent, whatever their type", () => {
    fc.assert(
      fc.property(typed, ({ type, value }) => {
        expect(decodeValue(encodeValue(value, type), type)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it("are read as Terraform writes them: numbers as text, floats, refined unknowns", () => {
    const bytes = (hex: string) => Buffer.from(hex, "hex");
    expect(decodeValue(bytes("a3302e31"), "number")).toBe(0.1);
    expect(decodeValue(bytes("cb3fe0000000000000"), "number")).toBe(0.5);
    expect(decodeValue(bytes("d40000"), "string")).toEqual(unknown);
    // An unknown that will not be null and begins with "pre-".
    expect(decodeValue(bytes("c70c0c8201c202a4" + "7072652d" + "0000"), "string")).toEqual(unknown);
    expect(decodeValue(bytes("92c3c2"), { list: "bool" })).toEqual([true, false]);
  });

  it("keep every digit of a number that is not whole", () => {
    expect(Buffer.from(encodeValue(0.1, "number")).toString("latin1")).toContain("0.1");
  });

  it("fill attributes that are missing with null, so that an object is always whole", () => {
    const type: ValueType = { object: { a: "string", b: "number" } };
    expect(decodeValue(encodeValue({ a: "x" }, type), type)).toEqual({ a: "x", b: null });
  });
});
