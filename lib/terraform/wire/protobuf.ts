/** How a message's field is written: its number, and what it holds. */
export type Field =
  | { readonly number: number; readonly kind: "string" | "bytes" | "bool" | "int"; readonly repeated?: true }
  | {
      readonly number: number;
      readonly kind: "message";
      readonly message: () => Message;
      readonly repeated?: true;
    }
  | { readonly number: number; readonly kind: "map"; readonly message: () => Message };

/** A message as a table of its fields. */
export type Message = Readonly<Record<string, Field>>;

export type Plain = Readonly<Record<string, unknown>>;

const text = new TextEncoder();
const texts = new TextDecoder();

/** Writes a message; a field that is undefined, empty, false or 0 is left out, as proto3 has it. */
export function encode(message: Message, values: Plain): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, field] of Object.entries(message)) {
    const value = values[name];
    if (value !== undefined && value !== null) writeField(parts, field, value);
  }
  return Buffer.concat(parts);
}

function writeField(parts: Uint8Array[], field: Field, value: unknown): void {
  if (field.kind === "map") {
    for (const [key, each] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      const body = each instanceof Uint8Array ? each : encode(field.message(), each as Plain);
      writeBytes(
        parts,
        field.number,
        Buffer.concat([...bytesField(1, text.encode(key)), ...bytesField(2, body)]),
      );
    }
    return;
  }
  for (const each of field.repeated === true ? (value as readonly unknown[]) : [value])
    writeValue(parts, field, each);
}

function writeValue(
  parts: Uint8Array[],
  field: Exclude<Field, { readonly kind: "map" }>,
  value: unknown,
): void {
  switch (field.kind) {
    case "string":
      if (value !== "" || field.repeated === true)
        writeBytes(parts, field.number, text.encode(value as string));
      return;
    case "bytes":
      if ((value as Uint8Array).length > 0 || field.repeated === true)
        writeBytes(parts, field.number, value as Uint8Array);
      return;
    case "bool":
      if (value === true) parts.push(varint(field.number << 3), varint(1));
      return;
    case "int":
      if (value !== 0) parts.push(varint(field.number << 3), varint(value as number));
      return;
    case "message":
      // What is encoded already (a schema) passes through.
      writeBytes(
        parts,
        field.number,
        value instanceof Uint8Array ? value : encode(field.message(), value as Plain),
      );
  }
}

function bytesField(number: number, bytes: Uint8Array): readonly Uint8Array[] {
  return [varint((number << 3) | 2), varint(bytes.length), bytes];
}

function writeBytes(parts: Uint8Array[], number: number, bytes: Uint8Array): void {
  parts.push(...bytesField(number, bytes));
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value < 0 ? BigInt.asUintN(64, BigInt(value)) : BigInt(value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** Reads a message; absent fields are absent, repeated ones an array, unknown ones skipped. */
export function decode(message: Message, bytes: Uint8Array): Record<string, unknown> {
  const byNumber = new Map(Object.entries(message).map(([name, field]) => [field.number, { name, field }]));
  const values: Record<string, unknown> = {};
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) {
    const tag = reader.varint();
    const known = byNumber.get(tag >>> 3);
    const raw = reader.raw(tag & 7);
    if (known === undefined) continue;
    const { name, field } = known;
    if (field.kind === "map") {
      const entry = decode(
        { key: { number: 1, kind: "string" }, value: { number: 2, kind: "bytes" } },
        raw as Uint8Array,
      );
      const map = (values[name] ??= {}) as Record<string, unknown>;
      map[(entry["key"] as string | undefined) ?? ""] = decode(
        field.message(),
        (entry["value"] as Uint8Array | undefined) ?? new Uint8Array(),
      );
    } else {
      const value = readValue(field, raw);
      if (field.repeated === true) ((values[name] ??= []) as unknown[]).push(value);
      else values[name] = value;
    }
  }
  return values;
}

function readValue(field: Exclude<Field, { readonly kind: "map" }>, raw: Uint8Array | number): unknown {
  switch (field.kind) {
    case "string":
      return texts.decode(raw as Uint8Array);
    case "bytes":
      return raw;
    case "bool":
      return raw !== 0;
    case "int":
      return raw;
    case "message":
      return decode(field.message(), raw as Uint8Array);
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Error("protobuf: the message ends within a number");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  }

  /** A value of a wire type: a number, or the bytes of what has a length. */
  raw(type: number): Uint8Array | number {
    switch (type) {
      case 0:
        return this.varint();
      case 1:
        return this.#take(8);
      case 2:
        return this.#take(this.varint());
      case 5:
        return this.#take(4);
      default:
        throw new Error(`protobuf: wire type ${type}`);
    }
  }

  #take(length: number): Uint8Array {
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error("protobuf: the message ends within a field");
    return this.#bytes.subarray(start, this.#at);
  }
}
