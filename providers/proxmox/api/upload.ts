import { randomBytes } from "node:crypto";

import { error } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";
import { AnswerLost } from "./answer-lost.js";
import { BodyCut } from "./body-cut.js";
import type { Client } from "./client.js";
import { counted, type Cargo } from "./counted.js";
import { messageOf } from "./transport/code-of.js";
import { whyAborted } from "./why-aborted.js";

export interface Upload extends Cargo {
  readonly node: string;
  readonly storage: string;
  readonly content: "iso" | "vztmpl" | "import";
  /** Proxmox VE checks it before it puts the file in place. */
  readonly checksum?: { readonly algorithm: string; readonly value: string };
  readonly signal?: AbortSignal;
}

/** An upload that broke off: PVE takes no part of a file. */
export class UploadCut extends Refusal {}

/** Streams a file into a storage and answers the UPID of the task that puts it in place. */
export async function upload(client: Client, file: Upload): Promise<string> {
  const boundary = `pve-cdk-${randomBytes(12).toString("hex")}`;
  const head = Buffer.from(headOf(file, boundary));
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const { node, storage, signal } = file;
  const way: Way = { sent: 0, isSent: false, broken: undefined };
  try {
    return await client.stream(
      "/nodes/{node}/storage/{storage}/upload",
      { node, storage },
      {
        type: `multipart/form-data; boundary=${boundary}`,
        length: head.length + file.size + tail.length,
        open: () => parts({ file, head, tail }, way),
        isSent: () => way.isSent,
        ...(signal === undefined ? {} : { signal }),
      },
    );
  } catch (thrown) {
    if (thrown instanceof AnswerLost) throw atItsEnd(file, thrown);
    if (!(thrown instanceof BodyCut)) throw thrown;
    if (way.broken !== undefined) throw way.broken;
    throw cut(file, way.sent, thrown.cause);
  }
}

/** How far an upload has come. */
interface Way {
  /** Bytes of the file. */
  sent: number;
  isSent: boolean;
  /** What was wrong with the source. */
  broken: Error | undefined;
}

function cut({ name, size, node, storage, signal }: Upload, sent: number, cause: unknown): UploadCut {
  const why = signal?.aborted === true ? whyAborted(signal).summary : messageOf(cause);
  return new UploadCut([
    error(`the upload of ${name} was cut after ${sent} of ${size} bytes`, {
      detail: `To storage ${storage} on ${node}: ${why}. Nothing of it is kept. Apply again.`,
    }),
  ]);
}

/** The network holds the last bytes back, so that a connection which breaks then leaves open whether all have arrived. */
function atItsEnd({ name, size }: Upload, { lost }: AnswerLost): AnswerLost {
  const summary = `the connection broke when all ${size} bytes of ${name} were on their way`;
  return new AnswerLost({ ...lost, summary });
}

/** PVE reads the fields in this order and no other, the file last. */
function headOf({ content, checksum, name }: Upload, boundary: string): string {
  const fields: readonly (readonly [string, string])[] = [
    ["content", content],
    ...(checksum === undefined
      ? []
      : ([
          ["checksum-algorithm", checksum.algorithm],
          ["checksum", checksum.value],
        ] as const)),
  ];
  const texts = fields.map(
    ([field, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  return `${texts.join("")}--${boundary}\r\nContent-Disposition: form-data; name="filename"; filename="${name.replaceAll('"', "%22")}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
}

async function* parts(
  { file, head, tail }: { readonly file: Upload; readonly head: Buffer; readonly tail: Buffer },
  way: Way,
): AsyncGenerator<Uint8Array> {
  way.sent = 0;
  yield head;
  const source = counted(file);
  try {
    // Step by step: a connection that breaks is thrown into a loop as well, and is no fault of the source.
    for (let step = await next(source, way); step.done !== true; step = await next(source, way)) {
      yield step.value;
      way.sent += step.value.length;
    }
  } finally {
    await source.return(undefined);
  }
  yield tail;
  way.isSent = true;
}

async function next(
  source: AsyncGenerator<Uint8Array>,
  way: Way,
): Promise<IteratorResult<Uint8Array, unknown>> {
  try {
    return await source.next();
  } catch (thrown) {
    way.broken = thrown instanceof Error ? thrown : new Error(String(thrown));
    throw thrown;
  }
}
