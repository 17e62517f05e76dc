import { randomBytes } from "node:crypto";

import type { Client } from "./client.js";
import { counted } from "./counted.js";

export interface Upload {
  readonly node: string;
  readonly storage: string;
  readonly content: "iso" | "vztmpl" | "import";
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly checksum?: { readonly algorithm: string; readonly value: string };
  open(): AsyncIterable<Uint8Array>;
  /** From 0 to 1. */
  progress?(fraction: number): void;
}

/** Streams a file into a storage and answers the UPID of the task that puts it in place. */
export function upload(client: Client, file: Upload): Promise<string> {
  const boundary = `pve-cdk-${randomBytes(12).toString("hex")}`;
  const head = Buffer.from(headOf(file, boundary));
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const { node, storage } = file;
  return client.stream(
    "/nodes/{node}/storage/{storage}/upload",
    { node, storage },
    {
      type: `multipart/form-data; boundary=${boundary}`,
      length: head.length + file.size + tail.length,
      open: () => parts(file, head, tail),
    },
  );
}

/** PVE reads the fields in this order and no other, the file last. */
function headOf({ content, checksum, fileName }: Upload, boundary: string): string {
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
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const name = fileName.replaceAll('"', "%22");
  return `${texts.join("")}--${boundary}\r\nContent-Disposition: form-data; name="filename"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
}

async function* parts(
  { open, size, progress, fileName }: Upload,
  head: Buffer,
  tail: Buffer,
): AsyncGenerator<Uint8Array> {
  yield head;
  yield* counted({ name: fileName, size, open, ...(progress === undefined ? {} : { progress }) });
  yield tail;
}
