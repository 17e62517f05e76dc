import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";

import { refuse } from "../../../../lib/diagnostic/refusal.js";
import { isList, isObject, type Value, type ValueObject } from "../../../../lib/value/value.js";

/** Bytes to upload: how many, and how they are read. */
export interface Source {
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** The one block of a name, where it stands in the code. */
export function block(values: ValueObject, name: "source_file" | "source_raw"): ValueObject | undefined {
  const list = values[name];
  const first = isList(list) ? list[0] : undefined;
  return isObject(first) ? first : undefined;
}

/** The name that the file gets in the storage; undefined while it is not known. */
export function fileName(values: ValueObject): string | undefined {
  const name =
    text(block(values, "source_raw")?.["file_name"]) ?? text(block(values, "source_file")?.["file_name"]);
  if (name !== undefined) return name;
  const path = text(block(values, "source_file")?.["path"]);
  if (path === undefined) return undefined;
  return isUrl(path) ? basename(new URL(path).pathname) : basename(path);
}

export function isUrl(path: string): boolean {
  return /^https?:\/\//.test(path);
}

/** Opens the source: a file here, a URL, or text in the code. Nothing is kept in between. */
export async function openSource(values: ValueObject): Promise<Source> {
  const raw = text(block(values, "source_raw")?.["data"]);
  if (raw !== undefined) {
    const bytes = Buffer.from(raw);
    return { size: bytes.length, open: () => once(bytes) };
  }
  const path = text(block(values, "source_file")?.["path"]) ?? "";
  return isUrl(path) ? fromUrl(path) : fromFile(path);
}

async function fromFile(path: string): Promise<Source> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true)
    refuse(`there is no file ${path}`, {
      path: ["source_file", 0, "path"],
      detail: "A relative path is taken from the folder that the command runs in.",
    });
  return { size: found.size, open: () => createReadStream(path, { highWaterMark: 1 << 20 }) };
}

async function fromUrl(url: string): Promise<Source> {
  const answer = await fetch(url).catch((thrown: unknown) =>
    refuse(`${url} can't be fetched`, {
      path: ["source_file", 0, "path"],
      detail: reasonOf(thrown),
    }),
  );
  const length = answer.headers.get("content-length");
  if (!answer.ok || answer.body === null || length === null)
    refuse(
      answer.ok ? `${url} does not tell its length` : `${url} answers ${answer.status} ${answer.statusText}`,
      {
        path: ["source_file", 0, "path"],
        detail: "The file is streamed through without a copy, so its length must be known before.",
      },
    );
  const { body } = answer;
  return { size: Number(length), open: () => body };
}

/** Fetch hides what went wrong in the cause. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.message;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
