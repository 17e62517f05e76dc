import type { Command } from "commander";

/** A command line to learn from. */
export interface Example {
  /** What follows the program's name: `apply --yes`; a pipe or a file may come after. */
  readonly line: string;
  /** What it is good for. */
  readonly tells: string;
}

const known = new WeakMap<Command, readonly Example[]>();

/** Gives a command the examples that its help begins with; a test parses each of them. */
export function withExamples(command: Command, ...examples: readonly (readonly [string, string])[]): Command {
  known.set(
    command,
    examples.map(([line, tells]) => ({ line, tells })),
  );
  return command;
}

export function examplesOf(command: Command): readonly Example[] {
  return known.get(command) ?? [];
}
