/** Where a command reads from; undefined at the end. */
export interface Input {
  read(): Promise<Buffer | undefined>;
  /** Gives back what came after the part that was wanted. */
  unread?(rest: Buffer): void;
}

/** Where a command writes to; the promise holds a fast writer back. */
export interface Output {
  write(data: Buffer | string): Promise<void>;
}

/** Nobody reads any more what a command writes. */
export class BrokenPipe extends Error {}

const heldBytes = 256 * 1024;

/** Joins two commands: what one writes, the other reads; only a little is ever held. */
export class Pipe implements Input, Output {
  #chunks: Buffer[] = [];
  #held = 0;
  #isEnded = false;
  #isClosed = false;
  #waiting: (() => void)[] = [];

  async write(data: Buffer | string): Promise<void> {
    if (this.#isClosed) throw new BrokenPipe("Broken pipe");
    const chunk = Buffer.from(data);
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    this.#wake();
    while (this.#held > heldBytes && !this.#isClosed) await this.#change();
  }

  async read(): Promise<Buffer | undefined> {
    while (this.#chunks.length === 0 && !this.#isEnded) await this.#change();
    const chunk = this.#chunks.shift();
    this.#held -= chunk?.length ?? 0;
    this.#wake();
    return chunk;
  }

  unread(rest: Buffer): void {
    if (rest.length > 0) this.#chunks.unshift(rest);
    this.#held += rest.length;
  }

  /** The writer is done. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** The reader is gone. */
  close(): void {
    this.#isClosed = true;
    this.#chunks = [];
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

export const nowhere: Output = { write: async () => undefined };
export const nothing: Input = { read: async () => undefined };

/** Bytes that are there already. */
export function textInput(text: string): Input {
  let rest: Buffer | undefined = Buffer.from(text);
  return {
    read: async () => {
      const chunk = rest;
      rest = undefined;
      return chunk;
    },
    unread: (again) => void (rest = again.length > 0 ? again : undefined),
  };
}

/** Gathers what a command writes, for a substitution. */
export function gatherer(): Output & { text(): string } {
  const chunks: Buffer[] = [];
  return {
    write: async (data) => void chunks.push(Buffer.from(data)),
    text: () => Buffer.concat(chunks).toString("utf8"),
  };
}

/** An input line by line, without the line ends. */
export async function* linesOf(input: Input): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for (let chunk = await input.read(); chunk !== undefined; chunk = await input.read()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
