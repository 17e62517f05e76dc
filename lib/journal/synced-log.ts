import type { Stats } from "node:fs";
import { link, open, rm, stat, unlink } from "node:fs/promises";

/**
 * Lines that several processes append to one file. An append returns when its line is on the disk; lines that wait
 * at the same time go there together.
 */
export class SyncedLog {
  readonly path: string;
  #waiting: {
    readonly line: string;
    readonly resolve: () => void;
    readonly reject: (reason: unknown) => void;
  }[] = [];
  #writing: Promise<void> | undefined;
  #read: { readonly file: Stats; readonly offset: number } | undefined;

  constructor(path: string) {
    this.path = path;
  }

  append(line: string): Promise<void> {
    const written = new Promise<void>((resolve, reject) => this.#waiting.push({ line, resolve, reject }));
    this.#writing ??= this.#writeAll();
    return written;
  }

  /**
   * What was written since the last reading; everything, what a compaction cut off by a crash left included, where that
   * can't be told.
   */
  async read(): Promise<{ readonly text: string; readonly isWhole: boolean }> {
    for (;;) {
      const [standing, old] = await Promise.all([statOf(this.path), statOf(this.#old)]);
      const from = this.#read;
      const goesOn = old === undefined && from !== undefined && isSame(standing, from.file);
      const start = goesOn ? from.offset : 0;
      const [before, text] = [
        old === undefined ? "" : await textFrom(this.#old, 0),
        standing === undefined ? "" : await textFrom(this.path, start),
      ];
      // A compaction in between moves lines from one file to the other: then neither text can be trusted.
      const [standingNow, oldNow] = await Promise.all([statOf(this.path), statOf(this.#old)]);
      if (!isSame(standingNow, standing) || !isSame(oldNow, old)) continue;
      const complete = text.slice(0, text.lastIndexOf("\n") + 1);
      this.#read =
        standing === undefined || old !== undefined
          ? undefined
          : { file: standing, offset: start + Buffer.byteLength(complete) };
      return { text: `${before}${complete}`, isWhole: !goesOn };
    }
  }

  /**
   * Takes the file away, and keeps of its text what `keep` says. Safe beside other writers: who wrote into the file
   * after it was read here, notices that it has gone, and writes again.
   */
  async compact(keep: (text: string) => readonly string[]): Promise<void> {
    await this.#writing;
    try {
      await link(this.path, this.#old);
    } catch {
      // Somebody else compacts, or there is no file.
      return;
    }
    await unlink(this.path);
    for (const line of keep(await textFrom(this.#old, 0))) await this.append(line);
    await rm(this.#old, { force: true });
  }

  get #old(): string {
    return `${this.path}.old`;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        // The first line end closes a line that a crash cut off.
        await this.#write(`\n${batch.map(({ line }) => `${line}\n`).join("")}`);
        for (const { resolve } of batch) resolve();
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    this.#writing = undefined;
  }

  async #write(text: string): Promise<void> {
    for (;;) {
      const file = await open(this.path, "a", 0o600);
      try {
        await file.appendFile(text);
        await file.datasync();
        const [written, standing] = await Promise.all([file.stat(), statOf(this.path)]);
        if (isSame(standing, written)) return;
      } finally {
        await file.close();
      }
    }
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}

/** An inode alone is no sign: the file system gives it to the next new file. */
function isSame(left: Stats | undefined, right: Stats | undefined): boolean {
  return left?.ino === right?.ino && left?.dev === right?.dev && left?.birthtimeMs === right?.birthtimeMs;
}

async function textFrom(path: string, offset: number): Promise<string> {
  const file = await open(path, "r").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") return undefined;
    throw thrown;
  });
  if (file === undefined) return "";
  try {
    const size = (await file.stat()).size - offset;
    if (size <= 0) return "";
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, offset);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
