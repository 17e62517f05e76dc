import { statSync, type Stats } from "node:fs";
import { posix } from "node:path";

import { CommandFailure, type Process } from "../process.js";

type OfFile = (found: Stats) => boolean;

const ofFiles: Readonly<Record<string, OfFile>> = {
  "-e": () => true,
  "-f": (found) => found.isFile(),
  "-d": (found) => found.isDirectory(),
  "-s": (found) => found.size > 0,
  "-r": () => true,
  "-w": () => true,
  "-x": (found) => found.isDirectory() || (found.mode & 0o111) !== 0,
  "-L": () => false,
};

const ofTwo: Readonly<Record<string, (one: string, other: string) => boolean>> = {
  "=": (one, other) => one === other,
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  "-eq": (one, other) => Number(one) === Number(other),
  "-ne": (one, other) => Number(one) !== Number(other),
  "-gt": (one, other) => Number(one) > Number(other),
  "-ge": (one, other) => Number(one) >= Number(other),
  "-lt": (one, other) => Number(one) < Number(other),
  "-le": (one, other) => Number(one) <= Number(other),
};

/** `test` and `[`: 0 where the condition holds. */
export async function test(process: Process): Promise<number> {
  const { name, args } = process;
  if (name === "[[" && args.at(-1) === "]]") return Number(!holds(process, args.slice(0, -1)));
  if (name !== "[") return Number(!holds(process, args));
  if (args.at(-1) !== "]") throw new CommandFailure("bash: line 1: [: missing `]'", 2);
  return Number(!holds(process, args.slice(0, -1)));
}

function holds(process: Process, args: readonly string[]): boolean {
  const [first = "", second = "", third = ""] = args;
  for (const [word, joined] of [
    ["-o", (one: boolean, other: boolean) => one || other],
    ["-a", (one: boolean, other: boolean) => one && other],
  ] as const) {
    const at = args.indexOf(word, 1);
    if (at > 0 && args.length > 3)
      return joined(holds(process, args.slice(0, at)), holds(process, args.slice(at + 1)));
  }
  if (args.length <= 1) return first !== "";
  const compares = ofTwo[second];
  if (args.length === 3 && compares !== undefined) return compares(first, third);
  if (first === "!") return !holds(process, args.slice(1));
  if (first === "-z") return second === "";
  if (first === "-n") return second !== "";
  const fits = ofFiles[first];
  if (fits === undefined || args.length > 2)
    throw new CommandFailure(
      `bash: line 1: ${process.name}: ${args.length > 2 ? "too many arguments" : `${first}: unary operator expected`}`,
      2,
    );
  return isFile(process, second, { fits, writes: first === "-w" });
}

function isFile(
  { files, cwd }: Process,
  name: string,
  { fits, writes }: { readonly fits: OfFile; readonly writes: boolean },
): boolean {
  try {
    return fits(statSync(files.real(posix.resolve(cwd, name), writes ? "write" : "read")));
  } catch {
    return false;
  }
}
