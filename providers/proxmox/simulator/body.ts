import type { IncomingMessage } from "node:http";

import type { Upload } from "./call.js";
import { TransportFailure } from "./failure.js";
import { readUpload, type Intake, type UploadBody } from "./upload-body.js";
import type { RawParameters } from "./verify/verify.js";

const limit = 512 * 1024;

export interface Body {
  readonly parameters: RawParameters;
  readonly upload?: Upload;
}

/** Reads a request's parameters from its query and body. Where files are taken, one is streamed to a directory. */
export async function readBody(
  request: IncomingMessage,
  query: URLSearchParams,
  uploads: Intake | undefined,
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
  if (uploads !== undefined) {
    if (isMultipart(request)) return withQuery(fromQuery, await readUpload(request, uploads));
    // Nothing else is taken there, and nothing is said of it.
    request.socket.destroy();
    throw new TransportFailure(500, `upload 'Content-Type '${type}' not implemented`);
  }
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

/** Whether a client has put parts together, and said how they are kept apart. */
export function isMultipart({ headers }: IncomingMessage): boolean {
  return /^multipart\/form-data\s*;.*\bboundary\s*=\s*\S/i.test(headers["content-type"] ?? "");
}

function withQuery(query: RawParameters, { parameters, upload }: UploadBody): Body {
  const all = { ...query, ...parameters };
  return upload === undefined ? { parameters: all } : { parameters: all, upload };
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
