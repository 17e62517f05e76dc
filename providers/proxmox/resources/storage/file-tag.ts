import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

import type { Value } from "../../../../lib/value/value.js";
import { readAhead } from "./read-ahead.js";

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

/** A file system's clock stands still for so many milliseconds at most: until then a further change may leave no sign. */
const tick = 100;

/** Reads a file to learn what it holds; one that did not change since is not read again. */
export function tagOfFile(path: string, found: Version): Promise<FileTag> {
  const key = keyOf(path, found);
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  const reading = digestOf(path).then((sha256) => ({ size: found.size, sha256 }));
  if (Date.now() - found.ctimeMs < tick) return reading;
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}

/** What a file holds, where it was read before and did not change since: then always the same object. */
export async function knownTag(path: string): Promise<FileTag | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : known.get(keyOf(path, found));
}

/** What changes with a file's bytes. */
type Version = Pick<Stats, "size" | "ctimeMs">;

function keyOf(path: string, { size, ctimeMs }: Version): string {
  return JSON.stringify([path, size, ctimeMs]);
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of readAhead(path)) hash.update(chunk);
  return hash.digest("hex");
}
