import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { calls } from "../../../lib/terraform/wire/messages.js";
import { decode, encode, type Message } from "../../../lib/terraform/wire/protobuf.js";

const inner: Message = { name: { number: 1, kind: "string" }, count: { number: 2, kind: "int" } };
const outer: Message = {
  text: { number: 1, kind: "string" },
  bytes: { number: 2, kind: "bytes" },
  flag: { number: 3, kind: "bool" },
  number: { number: 4, kind: "int" },
  one: { number: 5, kind: "message", message: () => inner },
  many: { number: 600, kind: "message", message: () => inner, repeated: true },
  byName: { number: 7, kind: "map", message: () => inner },
};

const some = fc.record({ name: fc.string({ minLength: 1 }), count: fc.integer({ min: 1 }) });

describe("protobuf messages", () => {
  it("are read as they were written", () => {
    const message = fc.record(
      {
        text: fc.string({ minLength: 1 }),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
        flag: fc.constant(true),
        number: fc.oneof(fc.integer({ min: 1 }), fc.integer({ max: -1 })),
        one: some,
        many: fc.array(some, { minLength: 1 }),
        byName: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), some, { minKeys: 1 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(message, (values) => {
        const read = decode(outer, encode(outer, values));
        expect({
          ...read,
          ...("bytes" in read ? { bytes: [...(read["bytes"] as Uint8Array)] } : {}),
        }).toEqual({ ...values, ...(values.bytes === undefined ? {} : { bytes: [...values.bytes] }) });
      }),
    );
  });

  it("skip what they don't know, so that a newer Terraform is understood", () => {
    const wide: Message = {
      ...inner,
      later: { number: 99, kind: "string" },
      much: { number: 100, kind: "message", message: () => inner },
    };
    expect(decode(inner, encode(wide, { name: "a", count: 3, later: "x", much: { name: "y" } }))).toEqual({
      name: "a",
      count: 3,
    });
  });

  it("refuse a message that ends too early", () => {
    expect(() => decode(inner, Buffer.from([0x0a, 0x05, 0x41]))).toThrow(/ends within/);
  });

  it("take a message that is encoded already, as schemas are", () => {
    const encoded = encode(inner, { name: "ready", count: 1 });
    expect(decode(outer, encode(outer, { one: encoded, byName: { a: encoded } }))).toEqual({
      one: { name: "ready", count: 1 },
      byName: { a: { name: "ready", count: 1 } },
    });
  });

  it("have every field number once in each call", () => {
    for (const [name, { request, response }] of Object.entries(calls))
      for (const message of [request, response]) {
        const numbers = Object.values(message as Message).map(({ number }) => number);
        expect({ name, numbers: new Set(numbers).size }).toEqual({ name, numbers: numbers.length });
      }
  });
});
