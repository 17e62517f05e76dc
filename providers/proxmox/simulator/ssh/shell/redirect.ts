import { posix } from "node:path";

import { textInput, type Input, type Output } from "../pipe.js";
import { meaningOf } from "../process.js";
import { textOf, type Values } from "./expand.js";
import type { Shell, Streams } from "./shell.js";
import type { Redirection } from "./tree.js";

type Closing<T> = T & { close(): Promise<void> };
type Opened = { readonly streams: Streams; close(): Promise<void> } | { readonly problem: string };

/** The streams after a command's redirections, in their order; or why a file can't be opened. */
export async function opened(
  shell: Shell,
  redirections: readonly Redirection[],
  { streams, values }: { readonly streams: Streams; readonly values: Values },
): Promise<Opened> {
  const open: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const file of open) await file.close();
  };
  let now = streams;
  for (const { operator, descriptor, target } of redirections) {
    const name = await textOf(target, values);
    try {
      if (operator === "<" || operator === "<<<") {
        const source = input(shell, operator, name);
        if (isClosing(source)) open.push(source);
        now = { ...now, stdin: source };
      } else {
        const output =
          operator === ">&"
            ? duplicate(now, name)
            : await shell.files.write(
                posix.resolve(shell.cwd, name),
                operator === ">>" ? "append" : "replace",
              );
        if (isClosing(output)) open.push(output);
        now = descriptor === 2 ? { ...now, stderr: output } : { ...now, stdout: output };
      }
    } catch (thrown) {
      await close();
      const meaning = meaningOf(thrown);
      if (meaning === undefined) throw thrown;
      return { problem: `${name}: ${meaning}` };
    }
  }
  return { streams: now, close };
}

function input({ files, cwd }: Shell, operator: "<" | "<<<", name: string): Input | Closing<Input> {
  if (operator === "<<<") return textInput(`${name}\n`);
  return files.read(posix.resolve(cwd, name));
}

function duplicate({ stdout, stderr }: Streams, name: string): Output {
  return name === "2" ? stderr : stdout;
}

function isClosing<T extends object>(stream: T | Closing<T>): stream is Closing<T> {
  return "close" in stream;
}
