import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { Transform, type Readable } from "node:stream";

import type { Upload } from "./call.js";
import { TransportFailure } from "./failure.js";
import { ConnectionReset } from "./faults/under-faults.js";

const fieldOrder = ["content", "checksum-algorithm", "checksum"];

export interface UploadBody {
  readonly parameters: Readonly<Record<string, string>>;
  readonly upload?: Upload;
}

/** Where files are taken. */
export interface Intake {
  readonly directory: string;
  /** Breaks the connection off once so many bytes have come. */
  readonly cut?: { readonly after: number; readonly now: () => void };
}

/** Reads an upload, whose fields come in a fixed order with the file as the last; the file is streamed to the directory. */
export async function readUpload(request: IncomingMessage, { directory, cut }: Intake): Promise<UploadBody> {
  const { default: busboy } = await import("busboy");
  const parser = busboy({ headers: request.headers });
  const parameters: Record<string, string> = {};
  const files: StoredFile[] = [];
  let isOrdered = true;
  parser.on("field", (name, value) => {
    const last = Math.max(-1, ...Object.keys(parameters).map((known) => fieldOrder.indexOf(known)));
    isOrdered &&= fieldOrder.indexOf(name) > last && files.length === 0;
    parameters[name] = value ?? "";
  });
  parser.on("file", (field, stream, { filename }) => {
    files.push(store(stream, { field, directory, fileName: filename ?? "" }));
  });
  try {
    await pipeline(request, arriving(cut), parser);
    await Promise.all(files.map(({ stored }) => stored));
    const [file] = files;
    if (!isOrdered || files.length > 1) throw new TransportFailure(400, "");
    if (file !== undefined && file.field !== "filename")
      throw new TransportFailure(
        500,
        `wrong field name '${file.field}' for file upload, expected 'filename' at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 1325.`,
      );
    if (file === undefined) return { parameters };
    return { parameters: { ...parameters, filename: file.fileName }, upload: await file.stored };
  } catch (thrown) {
    // A file that is still being opened would appear after it has been removed.
    await Promise.all(files.map(({ closed }) => closed));
    await Promise.all(files.map(({ path }) => rm(path, { force: true })));
    // What breaks off or can't be taken apart is no upload.
    throw thrown instanceof TransportFailure || thrown instanceof ConnectionReset
      ? thrown
      : new TransportFailure(400, "");
  }
}

function arriving(cut: Intake["cut"]): Transform {
  let left = cut?.after ?? Infinity;
  return new Transform({
    transform: (chunk: Buffer, _, taken) => {
      left -= chunk.length;
      if (left > 0) return taken(null, chunk);
      cut?.now();
      taken(new ConnectionReset());
    },
  });
}

interface StoredFile {
  readonly field: string;
  readonly fileName: string;
  readonly path: string;
  readonly stored: Promise<Upload>;
  /** When nothing is written or opened any more, whether it was stored or not. */
  readonly closed: Promise<void>;
}

function store(
  stream: Readable,
  {
    field,
    directory,
    fileName,
  }: { readonly field: string; readonly directory: string; readonly fileName: string },
): StoredFile {
  const path = join(directory, `pveupload-${randomBytes(16).toString("hex")}`);
  const file = createWriteStream(path);
  const closed = new Promise<void>((resolve) => file.once("close", resolve));
  const stored = pipeline(stream, file).then(() => ({ fileName, path, size: file.bytesWritten }));
  // A failure is told where the parts are put together.
  stored.catch(() => undefined);
  return { field, fileName, path, stored, closed };
}
