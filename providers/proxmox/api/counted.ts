import { refuse } from "../../../lib/diagnostic/refusal.js";

/** Bytes that are on their way to somewhere. */
export interface Cargo {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** A chunk holds until the next but one is asked for. */
  open(): AsyncIterable<Uint8Array>;
  /** From 0 to 1. */
  progress?(fraction: number): void;
}

/** The bytes, as many as was said: a source that changes while it is sent makes no file. */
export async function* counted({ open, size, name, progress }: Cargo): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of open()) {
    sent += chunk.length;
    if (sent > size) changed(name, `It has more than the ${size} bytes that it had before.`);
    yield chunk;
    progress?.(sent / size);
  }
  if (sent !== size) changed(name, `It has ${sent} bytes instead of ${size}.`);
}

function changed(name: string, detail: string): never {
  refuse(`the source of ${name} changed while it was sent`, {
    detail: `${detail} Nothing of it is kept. Apply again once nobody writes to it any more.`,
  });
}
