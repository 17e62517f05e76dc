import { stat } from "node:fs/promises";
import { basename } from "node:path";

import { refuse } from "../../../../lib/diagnostic/refusal.js";
import { isList, isObject, type Value, type ValueObject } from "../../../../lib/value/value.js";
import type { Connection } from "../../connection.js";
import { knownTag, type FileTag } from "./file-tag.js";
import { readAhead } from "./read-ahead.js";

/** Bytes to upload: how many, and how they are read. */
export interface Source {
  readonly size: number;
  /** Reads them, from their beginning each time. A chunk holds until the next but one is asked for. */
  open(): AsyncIterable<Uint8Array>;
  /** What it holds, where that was found out before: the same object for as long as nothing of it changes. */
  known?(): Promise<FileTag | undefined>;
  close(): Promise<void>;
}

/** The one block of a name, where it stands in the code. */
export function block(values: ValueObject, name: "source_file" | "source_raw"): ValueObject | undefined {
  const list = values[name];
  const first = isList(list) ? list[0] : undefined;
  return isObject(first) ? first : undefined;
}

/** The name that the source gives; undefined while it is not known. */
export function sourceName(values: ValueObject): string | undefined {
  const given = [block(values, "source_raw"), block(values, "source_file")]
    .flatMap((source) => source?.["file_name"] ?? [])
    .find((name) => name !== "");
  if (given !== undefined) return text(given);
  const path = text(block(values, "source_file")?.["path"]);
  if (path === undefined) return undefined;
  return isUrl(path) ? basename(decodeURIComponent(new URL(path).pathname)) : basename(path);
}

export function isUrl(path: string): boolean {
  return /^https?:\/\//.test(path) && URL.canParse(path);
}

/** What stands in the code, brought to the size that is asked for there; undefined for a file. */
export function rawBytes(values: ValueObject): Buffer | undefined {
  const raw = block(values, "source_raw");
  if (typeof raw?.["data"] !== "string") return undefined;
  const bytes = Buffer.from(raw["data"]);
  const { resize } = raw;
  if (typeof resize !== "number" || resize <= 0) return bytes;
  const resized = Buffer.alloc(resize);
  bytes.copy(resized);
  return resized;
}

const versions = { "1.0": "TLSv1", "1.1": "TLSv1.1", "1.2": "TLSv1.2", "1.3": "TLSv1.3" } as const;

/** Opens the source: a file here, a URL, or text in the code. Nothing is kept in between. */
export async function openSource(
  values: ValueObject,
  connection: Pick<Connection, "webFile">,
): Promise<Source> {
  const raw = rawBytes(values);
  if (raw !== undefined) return { size: raw.length, open: () => once(raw), close: async () => undefined };
  const file = block(values, "source_file");
  const path = text(file?.["path"]) ?? "";
  if (!isUrl(path)) return fromFile(path);
  const wanted = file?.["min_tls"] as keyof typeof versions;
  return connection.webFile(path, {
    trust: { kind: file?.["insecure"] === true ? "any" : "system" },
    minimumTls: versions[wanted] ?? "TLSv1.2",
  });
}

async function fromFile(path: string): Promise<Source> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true)
    refuse(`there is no file ${path}`, {
      path: ["source_file", 0, "path"],
      detail: "A relative path is taken from the folder that the command runs in.",
    });
  return {
    size: found.size,
    open: () => readAhead(path),
    known: () => knownTag(path),
    close: async () => undefined,
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
