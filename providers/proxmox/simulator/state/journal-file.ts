import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";

/**
 * A file of lines, each of which is there as a whole or not at all, whenever its writer is killed: what comes after the
 * last line feed was not finished.
 */
export class JournalFile {
  readonly #path: string;
  #file: number;
  #size: number;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, "a+", 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  get size(): number {
    return this.#size;
  }

  /** What is in a file; nothing where there is none. */
  static read(path: string): readonly string[] {
    return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  }

  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    try {
      writeAll(this.#file, bytes);
    } catch (thrown) {
      // Half a line must not stand before the next one.
      ftruncateSync(this.#file, this.#size);
      throw thrown;
    }
    this.#size += bytes.length;
  }

  /** Puts other lines into the place of all, or leaves them. */
  replace(lines: Iterable<string>): void {
    const fresh = `${this.#path}.new`;
    const file = openSync(fresh, "w", 0o600);
    try {
      writeAll(file, Buffer.from([...lines].map((line) => `${line}\n`).join("")));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, this.#path);
    this.close();
    this.#file = openSync(this.#path, "a+", 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  close(): void {
    closeSync(this.#file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
