import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Stats } from "node:fs";

import type { Value } from "../../../../lib/value/value.js";

/** What a file holds: two of the same tag are the same. */
export interface FileTag {
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

export function tagText({ size, sha256 }: FileTag): string {
  return `${size}-${sha256}`;
}

/** Reads what `tagText` wrote; undefined for tags of other tools, which tell less. */
export function parseTag(value: Value | undefined): FileTag | undefined {
  const [, size, sha256] = (typeof value === "string" && /^(\d+)-([0-9a-f]{64})$/.exec(value)) || [];
  return sha256 === undefined ? undefined : { size: Number(size), sha256 };
}

export function tagOfBytes(bytes: Uint8Array): FileTag {
  return { size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** What was read already, by path, size and time: a plan and its apply look at the same file. */
const known = new Map<string, Promise<FileTag>>();

/** Reads a file to learn what it holds; one that did not change since is not read again. */
export function tagOfFile(
  path: string,
  { size, ctimeMs }: Pick<Stats, "size" | "ctimeMs">,
): Promise<FileTag> {
  const key = JSON.stringify([path, size, ctimeMs]);
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  const reading = digestOf(path).then((sha256) => ({ size, sha256 }));
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
