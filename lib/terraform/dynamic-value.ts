import type { ValueType } from "../schema/value-type.js";
import { scalarText } from "../value/scalar-text.js";
import { isUnknown, unknown, type Value, type ValueObject } from "../value/value.js";

/** Reads a value that Terraform sent as msgpack, by its type. */
export function decodeValue(bytes: Uint8Array, type: ValueType): Value {
  return new Decoder(bytes).value(type);
}

/** Writes a value as Terraform reads it. Numbers that are not whole go as decimal text, which keeps every digit. */
export function encodeValue(value: Value, type: ValueType): Uint8Array {
  const encoder = new Encoder();
  encoder.value(value, type);
  return encoder.bytes();
}

class Encoder {
  #buffer = Buffer.alloc(256);
  #length = 0;

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  value(value: Value, type: ValueType): void {
    if (value === null) return this.#byte(0xc0);
    if (isUnknown(value)) return this.#raw(Buffer.from([0xd4, 0, 0]));
    if (typeof type === "string") return this.#scalar(value);
    if ("list" in type || "set" in type) {
      const elements = value as readonly Value[];
      const element = "list" in type ? type.list : type.set;
      this.#header(elements.length, [0x90, 15], [0xdc, 0xdd]);
      for (const each of elements) this.value(each, element);
      return;
    }
    const entries =
      "object" in type
        ? Object.keys(type.object)
            .sort()
            .map((name) => [name, (value as ValueObject)[name] ?? null] as const)
        : Object.entries(value as ValueObject);
    this.#header(entries.length, [0x80, 15], [0xde, 0xdf]);
    for (const [name, each] of entries) {
      this.#text(name);
      this.value(each, "object" in type ? (type.object[name] as ValueType) : type.map);
    }
  }

  #scalar(value: Value): void {
    if (typeof value === "boolean") return this.#byte(value ? 0xc3 : 0xc2);
    if (typeof value === "number")
      return Number.isSafeInteger(value) ? this.#integer(value) : this.#text(String(value));
    this.#text(scalarText(value));
  }

  #integer(value: number): void {
    if (value >= 0 && value < 0x80) return this.#byte(value);
    if (value < 0 && value >= -32) return this.#byte(value & 0xff);
    const bytes = Buffer.alloc(9);
    bytes[0] = 0xd3;
    bytes.writeBigInt64BE(BigInt(value), 1);
    this.#raw(bytes);
  }

  #text(text: string): void {
    const bytes = Buffer.from(text);
    if (bytes.length < 32) this.#byte(0xa0 | bytes.length);
    else if (bytes.length < 0x100) this.#raw(Buffer.from([0xd9, bytes.length]));
    else this.#header(bytes.length, [0, -1], [0xda, 0xdb]);
    this.#raw(bytes);
  }

  #header(
    length: number,
    [short, most]: readonly [number, number],
    [in16, in32]: readonly [number, number],
  ): void {
    if (length <= most) return this.#byte(short | length);
    if (length < 0x10000) return this.#raw(Buffer.from([in16, length >> 8, length & 0xff]));
    const bytes = Buffer.alloc(5);
    bytes[0] = in32;
    bytes.writeUInt32BE(length, 1);
    this.#raw(bytes);
  }

  #byte(byte: number): void {
    this.#raw(Uint8Array.of(byte));
  }

  #raw(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(this.#buffer.length * 2, this.#length + bytes.length));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}

class Decoder {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(type: ValueType): Value {
    const tag = this.#view.getUint8(this.#at++);
    if (tag === 0xc0) return null;
    // Any extension is an unknown value, whatever is said about what it will be.
    const extension = extensionLength(tag);
    if (extension !== undefined) {
      const length = extension < 0 ? this.#number(-extension) : extension;
      this.#at += 1 + length;
      return unknown;
    }
    if (tag === 0xc2 || tag === 0xc3) return tag === 0xc3;
    if (tag >= 0x90 && tag < 0xa0) return this.#list(tag & 0xf, type);
    if (tag === 0xdc || tag === 0xdd) return this.#list(this.#number(tag === 0xdc ? 2 : 4), type);
    if (tag >= 0x80 && tag < 0x90) return this.#map(tag & 0xf, type);
    if (tag === 0xde || tag === 0xdf) return this.#map(this.#number(tag === 0xde ? 2 : 4), type);
    const scalar = this.#scalar(tag);
    return type === "number" && typeof scalar === "string" ? Number(scalar) : scalar;
  }

  #list(length: number, type: ValueType): Value {
    const element =
      typeof type === "string" ? type : "list" in type ? type.list : "set" in type ? type.set : "string";
    return Array.from({ length }, () => this.value(element));
  }

  #map(length: number, type: ValueType): Value {
    const values: Record<string, Value> = {};
    for (let index = 0; index < length; index++) {
      const name = this.#scalar(this.#view.getUint8(this.#at++)) as string;
      values[name] = this.value(
        typeof type === "string"
          ? type
          : "object" in type
            ? (type.object[name] ?? "string")
            : "map" in type
              ? type.map
              : "string",
      );
    }
    return values;
  }

  #scalar(tag: number): string | number {
    if (tag < 0x80) return tag;
    if (tag >= 0xe0) return tag - 0x100;
    if (tag >= 0xa0 && tag < 0xc0) return this.#text(tag & 0x1f);
    switch (tag) {
      case 0xd9:
        return this.#text(this.#number(1));
      case 0xda:
        return this.#text(this.#number(2));
      case 0xdb:
        return this.#text(this.#number(4));
      case 0xca:
        return this.#view.getFloat32((this.#at += 4) - 4);
      case 0xcb:
        return this.#view.getFloat64((this.#at += 8) - 8);
      case 0xcc:
        return this.#number(1);
      case 0xcd:
        return this.#number(2);
      case 0xce:
        return this.#number(4);
      case 0xcf:
        return Number(this.#view.getBigUint64((this.#at += 8) - 8));
      case 0xd0:
        return this.#view.getInt8((this.#at += 1) - 1);
      case 0xd1:
        return this.#view.getInt16((this.#at += 2) - 2);
      case 0xd2:
        return this.#view.getInt32((this.#at += 4) - 4);
      case 0xd3:
        return Number(this.#view.getBigInt64((this.#at += 8) - 8));
      default:
        throw new Error(`msgpack: unexpected ${tag.toString(16)}`);
    }
  }

  #text(length: number): string {
    const start = this.#at;
    this.#at += length;
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, length).toString("utf8");
  }

  #number(size: number): number {
    const start = this.#at;
    this.#at += size;
    return size === 1
      ? this.#view.getUint8(start)
      : size === 2
        ? this.#view.getUint16(start)
        : this.#view.getUint32(start);
  }
}

/** Bytes of an extension's payload; negative: the size of the length that follows. */
function extensionLength(tag: number): number | undefined {
  if (tag >= 0xd4 && tag <= 0xd8) return 1 << (tag - 0xd4);
  return tag >= 0xc7 && tag <= 0xc9 ? -(1 << (tag - 0xc7)) : undefined;
}
