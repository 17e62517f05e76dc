import { open, type FileHandle } from "node:fs/promises";

/** Bytes that are read at once: so many that what each chunk costs does not count. */
const portion = 1 << 18;
/** One portion that is being sent, one that waits for it, and one that is being read. */
const portions = 3;

/**
 * The bytes of a file, always one portion ahead, in the same few pieces of memory whatever its size: a chunk holds
 * until the next but one is asked for. All chunks but the last are equally long.
 */
export async function* readAhead(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const ring = Array.from({ length: portions }, () => Buffer.allocUnsafeSlow(portion));
  let turn = 0;
  let ahead: Promise<Uint8Array> | undefined;
  const next = () => {
    const reading = filled(ring[turn++ % portions] as Buffer, file);
    // Whoever asks for it hears of it: nobody may ask any more.
    reading.catch(() => undefined);
    return reading;
  };
  try {
    ahead = next();
    for (let chunk = await ahead; chunk.length > 0; chunk = await ahead) {
      ahead = next();
      yield chunk;
    }
  } finally {
    await ahead?.catch(() => undefined);
    await file.close();
  }
}

/** As much as fits in, less only at the end of the file. */
async function filled(into: Buffer, file: FileHandle): Promise<Uint8Array> {
  let length = 0;
  while (length < into.length) {
    const { bytesRead } = await file.read(into, length, into.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return into.subarray(0, length);
}
