import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Titles of tests, and the rows that are put into them. */
const texts = /"(?:[^"\\\n]|\\.)*"|`[^`]*`/g;

/** The titles in a file of tests that hold these words; within quotes, those that are these words. */
export function promisedIn(file: string, words: string): readonly string[] {
  const code = readFileSync(join(root, file), "utf8").replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
  return (code.match(texts) ?? []).filter((text) => text.includes(words));
}
