import { fork } from "node:child_process";
import { once } from "node:events";
import { access, appendFile, mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { journalInFile } from "../../../lib/journal/journal-in-file.js";

async function freshPath(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "journal-")), "state.journal");
}

const wish = (fingerprint: string) => ({
  type: "toy_thing",
  address: `toy_thing.${fingerprint}`,
  fingerprint,
  writes: ["size"],
});

describe("journalInFile", () => {
  it("keeps what was begun for a later process, which sees that its writer has gone", async () => {
    const path = await freshPath();
    const first = journalInFile(path);
    const { id } = await first.begin(wish("a"));
    await first.note(id, { identity: { name: "a" }, task: "t1" });
    expect(await first.open("toy_thing")).toMatchObject([{ id, isAlive: true, answered: false }]);
    const second = journalInFile(path);
    expect(await second.open("toy_thing")).toMatchObject([{ id, isAlive: true }]);
    expect(await second.open("toy_other")).toEqual([]);
    await first.end();
    expect(await second.open("toy_thing")).toMatchObject([
      { id, isAlive: false, identity: { name: "a" }, task: "t1", writes: ["size"] },
    ]);
  });

  it("tells a killed writer from a living one", async () => {
    const path = await freshPath();
    const child = fork(join(import.meta.dirname, "begin-intent.ts"), [path], {
      execArgv: ["--import", "tsx"],
    });
    await once(child, "message");
    const journal = journalInFile(path);
    expect(await journal.open("toy_thing")).toMatchObject([{ isAlive: true }]);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await journal.open("toy_thing")).toMatchObject([{ isAlive: false }]);
  });

  it("makes no file before the first entry, and leaves none behind when all are closed", async () => {
    const path = await freshPath();
    const journal = journalInFile(path);
    expect(await journal.open("toy_thing")).toEqual([]);
    await expect(access(path)).rejects.toThrow();
    const { id } = await journal.begin(wish("a"));
    await journal.close(id);
    await journal.end();
    await expect(access(path)).rejects.toThrow();
    await expect(access(`${path}.old`)).rejects.toThrow();
  });

  it("survives a line that a crash cut off, and a compaction that a crash cut off", async () => {
    const path = await freshPath();
    const journal = journalInFile(path);
    await journal.begin(wish("a"));
    await appendFile(path, '{"do":"begin","entr');
    await journal.begin(wish("b"));
    expect((await journalInFile(path).openEntries()).map(({ fingerprint }) => fingerprint)).toEqual([
      "a",
      "b",
    ]);
    await writeFile(`${path}.old`, await readFile(path));
    await writeFile(path, "");
    expect((await journalInFile(path).openEntries()).map(({ fingerprint }) => fingerprint)).toEqual([
      "a",
      "b",
    ]);
  });

  it("loses no entry of several that write, read and end at the same time", async () => {
    const path = await freshPath();
    const journals = Array.from({ length: 6 }, () => journalInFile(path));
    await Promise.all(
      journals.map(async (journal, index) => {
        for (let round = 0; round < 5; round++) {
          const { id } = await journal.begin(wish(`gone-${index}-${round}`));
          await journal.begin(wish(`${index}-${round}`));
          await journal.close(id);
          await journal.end();
        }
      }),
    );
    const left = (await journalInFile(path).openEntries()).map(({ fingerprint }) => fingerprint).sort();
    expect(left).toEqual(
      journals.flatMap((_, index) => [0, 1, 2, 3, 4].map((round) => `${index}-${round}`)).sort(),
    );
  });

  it("is readable by its owner alone", async () => {
    const path = await freshPath();
    await journalInFile(path).begin(wish("a"));
    expect((await stat(path)).mode & 0o077).toBe(0);
  });
});
