import type { World } from "../world.js";
import type { Files } from "./files.js";
import type { Input, Output } from "./pipe.js";
import type { SystemUser } from "./system-users.js";

/** A command that runs on the node: everything that it sees of the world. */
export interface Process {
  readonly world: World;
  readonly node: string;
  /** In whose name it runs; root under sudo. */
  readonly user: SystemUser;
  readonly files: Files;
  readonly cwd: string;
  readonly environment: ReadonlyMap<string, string>;
  /** As it was called. */
  readonly name: string;
  readonly args: readonly string[];
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether there is a command of this name or path. */
  readonly has: (name: string) => boolean;
  /** Runs another command with these words, maybe as somebody else, and answers its exit status. */
  readonly run: (words: readonly string[], as?: SystemUser) => Promise<number>;
  /** Runs a script in a shell of its own. */
  readonly script: (text: string, positional: readonly string[]) => Promise<number>;
}

/** Answers an exit status; nothing is 0. */
export type Command = (process: Process) => Promise<number | void>;

/** Commands by name. */
export type Commands = Readonly<Record<string, Command>>;

/** Ends a command: the text goes to standard error. */
export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

const meanings: Readonly<Record<string, string>> = {
  EACCES: "Permission denied",
  EPERM: "Operation not permitted",
  ENOENT: "No such file or directory",
  EEXIST: "File exists",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  ENOTEMPTY: "Directory not empty",
  ENOSPC: "No space left on device",
};

/** The system's words for what went wrong with a file; undefined if it isn't about a file. */
export function meaningOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  return meanings[code];
}

/** Does something to a file, and says in the command's words what went wrong. */
export async function about<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const meaning = meaningOf(thrown);
    if (meaning === undefined) throw thrown;
    throw new CommandFailure(`${what}: ${meaning}`);
  }
}

/** Single-letter flags and long options apart from the operands; `--` ends them. */
export function flagsOf(args: readonly string[]): {
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
} {
  const flags = new Set<string>();
  const operands: string[] = [];
  let isOver = false;
  for (const arg of args)
    if (isOver || arg === "-" || !arg.startsWith("-")) operands.push(arg);
    else if (arg === "--") isOver = true;
    else if (arg.startsWith("--")) flags.add(arg.slice(2));
    else for (const letter of arg.slice(1)) flags.add(letter);
  return { flags, operands };
}
