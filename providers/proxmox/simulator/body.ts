import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { once } from "node:events";

import type { Upload } from "./call.js";
import { ApiFailure } from "./failure.js";
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
    throw new ApiFailure(501, `Unexpected content for method '${request.method}'`);
  const fromQuery = fromForm(query);
  if (!hasBody) return { parameters: fromQuery };
  if (type === "multipart/form-data") return readMultipart(request, directory);
  if (Number(request.headers["content-length"] ?? 0) > limit) throw new ApiFailure(501, "for data too large");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new ApiFailure(501, "for data too large");
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
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

function parseJson(text: string): RawParameters {
  try {
    return JSON.parse(text) as RawParameters;
  } catch (thrown) {
    throw new ApiFailure(500, `malformed JSON string: ${thrown instanceof Error ? thrown.message : ""}`);
  }
}

const fieldOrder = ["content", "checksum-algorithm", "checksum"];

/** PVE reads an upload's fields in a fixed order, with the file as the last. */
async function readMultipart(request: IncomingMessage, directory: string): Promise<Body> {
  const { default: busboy } = await import("busboy");
  const parameters: Record<string, string> = {};
  const state: { upload?: Upload; isWrong: boolean } = { isWrong: false };
  const parser = busboy({ headers: request.headers });
  const writes: Promise<void>[] = [];
  parser.on("field", (name, value) => {
    const position = fieldOrder.indexOf(name);
    const last = Math.max(-1, ...Object.keys(parameters).map((known) => fieldOrder.indexOf(known)));
    if (position <= last || state.upload !== undefined) state.isWrong = true;
    parameters[name] = value ?? "";
  });
  parser.on("file", (name, stream, { filename }) => {
    if (name !== "filename") state.isWrong = true;
    const path = join(directory, `upload-${randomBytes(8).toString("hex")}`);
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
  if (state.isWrong) throw new ApiFailure(400, "");
  const { upload } = state;
  const withFile: RawParameters =
    upload === undefined ? parameters : { ...parameters, filename: upload.fileName };
  return {
    parameters: withFile,
    ...(upload === undefined ? {} : { upload }),
  };
}
