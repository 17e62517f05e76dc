import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Shown } from "./notes.js";

/** Where secrets came to light: what showed one, and a piece of text around it, the secret itself left out. */
export function leaksIn(folder: string, commandLines: Iterable<string>): readonly string[] {
  const writers = readdirSync(folder).filter((name) => name.startsWith("secrets-"));
  const all = new Set(writers.flatMap((name) => read<string>(join(folder, name))));
  return [
    // A process can only have shown the secrets that it had; command lines are seen by everybody.
    ...writers.flatMap((name) =>
      leaks(read<Shown>(join(folder, name.replace("secrets", "shown"))), read(join(folder, name))),
    ),
    ...leaks(
      [...commandLines].map((text) => ({ by: "the command line of a process", text })),
      [...all],
    ),
  ];
}

function leaks(shown: readonly Shown[], secrets: readonly string[]): readonly string[] {
  const distinct = [...new Set(secrets)];
  return shown.flatMap(({ by, text }) =>
    distinct.flatMap((secret) => {
      const at = text.indexOf(secret);
      if (at < 0) return [];
      const [before, after] = [text.slice(Math.max(0, at - 60), at), text.slice(at + secret.length)];
      return [`${by}: ...${before}<SECRET>${after.slice(0, 30)}...`];
    }),
  );
}

function read<T>(file: string): readonly T[] {
  return textOf(file)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** Not every process shows something. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
