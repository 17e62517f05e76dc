/** A value of ASN.1 in its distinguished encoding: a tag, a length, and what is in it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

/** A long length says first in how many bytes it stands. */
function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const hex = length.toString(16);
  const bytes = [...Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex")];
  return [0x80 + bytes.length, ...bytes];
}

export const asn1 = {
  sequence: (...parts: readonly Uint8Array[]) => der(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => der(0x31, ...parts),
  integer: (bytes: Uint8Array) => der(0x02, bytes),
  bits: (bytes: Uint8Array) => der(0x03, Buffer.of(0), bytes),
  octets: (bytes: Uint8Array) => der(0x04, bytes),
  text: (text: string) => der(0x0c, Buffer.from(text)),
  /** Of a year up to 2049, in UTC. */
  time: (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replace(/\D/g, "").slice(2, 14)}Z`)),
  true: der(0x01, Buffer.of(0xff)),
  /** `2.5.4.3` */
  identifier: (dotted: string) => der(0x06, identifierBytes(dotted)),
  /** What only its place in a structure tells the meaning of: itself, or what holds more. */
  choice: (number: number, bytes: Uint8Array) => der(0x80 + number, bytes),
  nested: (number: number, ...parts: readonly Uint8Array[]) => der(0xa0 + number, ...parts),
} as const;

function identifierBytes(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return Buffer.from([40 * first + second, ...rest.flatMap(inSevens)]);
}

/** Seven bits a byte; all but the last have the eighth set. */
function inSevens(number: number): readonly number[] {
  const upper = Math.floor(number / 0x80);
  const before = upper === 0 ? [] : inSevens(upper).map((byte) => byte | 0x80);
  return [...before, number % 0x80];
}
