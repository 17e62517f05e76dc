/** Bytes that are on their way to somewhere. */
export interface Cargo {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
  /** From 0 to 1. */
  progress?(fraction: number): void;
}

/** The bytes, as many as was said: a source that changes while it is sent makes no file. */
export async function* counted({ open, size, name, progress }: Cargo): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of open()) {
    sent += chunk.length;
    if (sent > size) throw new Error(`${name} grew while it was sent`);
    yield chunk;
    progress?.(sent / size);
  }
  if (sent !== size) throw new Error(`${name} has ${sent} bytes instead of ${size}`);
}
