import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { once } from "node:events";

import type { Upload } from "./call.js";
import { TransportFailure } from "./failure.js";
import type { RawParameters } from "./verify/verify.js";

const limit = 512 * 1024;

export interface Body {
  readonly parameters: RawParameters;
  readonly upload?: Upload;
}

/** Reads a request's parameters from its query and body. A file is streamed to the directory. */
export async function readBody(
  request: IncomingMessage,
  query: URLSearchParams,
  directory: string,
): Promise<Body> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const hasBody =
    Number(request.headers["content-length"] ?? 0) > 0 || request.headers["transfer-encoding"] !== undefined;
  if ((request.method === "GET" || request.method === "DELETE") && hasBody)
    throw new TransportFailure(501, `Unexpected content for method '${request.method}'`);
  const fromQuery = fromForm(query);
  if (!hasBody) {
    if (type === "application/json" && request.method !== "GET" && request.method !== "DELETE") parseJson("");
    return { parameters: fromQuery };
  }
  if (type === "multipart/form-data") return readMultipart(request, directory);
  if (Number(request.headers["content-length"] ?? 0) > limit)
    throw new TransportFailure(501, "for data too large");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new TransportFailure(501, "for data too large");
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (type !== "" && type !== "application/json" && type !== "application/x-www-form-urlencoded")
    throw new TransportFailure(506, `upload 'Content-Type '${type}' not implemented`);
  if (type === "application/json") return { parameters: { ...fromQuery, ...parseJson(text) } };
  return { parameters: { ...fromQuery, ...fromForm(new URLSearchParams(text)) } };
}

/** A name that comes twice is a list. */
function fromForm(form: URLSearchParams): RawParameters {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] as string)];
    }),
  );
}

const source = "at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line";

function parseJson(text: string): RawParameters {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TransportFailure(
      500,
      `malformed JSON string, neither tag, array, object, number, string or atom, at character offset ${text.length} (before "(end of string)") ${source} 934.`,
    );
  }
  if (Array.isArray(value)) throw new TransportFailure(500, `Not a HASH reference ${source} 978.`);
  if (typeof value !== "object" || value === null)
    throw new TransportFailure(
      500,
      `Can't use string ("${String(value)}") as a HASH ref while "strict refs" in use ${source} 978.`,
    );
  return value as RawParameters;
}

const fieldOrder = ["content", "checksum-algorithm", "checksum"];

/** PVE reads an upload's fields in a fixed order, with the file as the last. */
async function readMultipart(request: IncomingMessage, directory: string): Promise<Body> {
  const { default: busboy } = await import("busboy");
  const parameters: Record<string, string> = {};
  const state: { upload?: Upload; hasFile: boolean; isWrong: boolean; otherName?: string } = {
    hasFile: false,
    isWrong: false,
  };
  const parser = busboy({ headers: request.headers });
  const writes: Promise<void>[] = [];
  parser.on("field", (name, value) => {
    const position = fieldOrder.indexOf(name);
    const last = Math.max(-1, ...Object.keys(parameters).map((known) => fieldOrder.indexOf(known)));
    if (position <= last || state.hasFile) state.isWrong = true;
    parameters[name] = value ?? "";
  });
  parser.on("file", (name, stream, { filename }) => {
    if (name !== "filename") state.otherName = name;
    if (state.hasFile) state.isWrong = true;
    state.hasFile = true;
    const path = join(directory, `pveupload-${randomBytes(16).toString("hex")}`);
    const file = createWriteStream(path);
    let size = 0;
    stream.on("data", (chunk: Buffer) => (size += chunk.length));
    stream.pipe(file);
    writes.push(
      once(file, "finish").then(() => {
        state.upload = { fileName: filename ?? "", path, size };
      }),
    );
  });
  request.pipe(parser);
  await once(parser, "close");
  await Promise.all(writes);
  const { upload } = state;
  const refusal = state.isWrong
    ? new TransportFailure(400, "")
    : state.otherName === undefined
      ? undefined
      : new TransportFailure(
          500,
          `wrong field name '${state.otherName}' for file upload, expected 'filename' ${source} 1325.`,
        );
  if (refusal !== undefined) {
    if (upload !== undefined) await rm(upload.path, { force: true });
    throw refusal;
  }
  const withFile: RawParameters =
    upload === undefined ? parameters : { ...parameters, filename: upload.fileName };
  return {
    parameters: withFile,
    ...(upload === undefined ? {} : { upload }),
  };
}
