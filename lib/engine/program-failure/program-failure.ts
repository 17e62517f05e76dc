import { stripVTControlCharacters } from "node:util";

import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { readable } from "./readable.js";
import { uncaughtError, type UncaughtError } from "./uncaught-error.js";
import { validationErrors } from "./validation-errors.js";

/** A program that did not end well. */
export interface FailedProgram {
  /** As `cdktf.json` has it. */
  readonly command: string;
  readonly directory: string;
  readonly code: number;
  /** The end of what it printed. */
  readonly lines: readonly string[];
}

const shown = 30;
/** What an exit code means where the program itself says nothing. */
const meanings: Readonly<Record<number, string>> = {
  13: "It waited for something that never comes: an await at its top level.",
  127: "A command in it is not installed: npm ci installs what package.json names.",
  137: "It was killed, as happens where memory runs out.",
};

/** What to tell of a program that failed: what its constructs found wrong, else its error, else what it printed. */
export function programFailure({ command, directory, code, lines }: FailedProgram): readonly Diagnostic[] {
  const plain = lines.map(stripVTControlCharacters);
  const uncaught = uncaughtError(plain);
  const found = validationErrors(uncaught?.text ?? plain);
  if (found.length > 0) return found;
  if (uncaught !== undefined) return [thrown(uncaught, { command, directory })];
  const output = readable(plain, directory).slice(-shown);
  const meaning = meanings[code];
  return [
    error(`the program failed (exit code ${code}): ${command}`, {
      detail: [
        ...(output.length === 0 ? ["It printed nothing."] : output),
        ...(meaning === undefined ? [] : [meaning]),
      ].join("\n"),
    }),
  ];
}

function thrown(
  { before, text, stack, causes }: UncaughtError,
  { command, directory }: Pick<FailedProgram, "command" | "directory">,
): Diagnostic {
  const [summary = "", ...more] = readable(text, directory);
  const printed = readable(before, directory).slice(-shown);
  return error(`the program failed: ${summary}`, {
    detail: [
      ...more,
      ...readable(stack, directory),
      ...readable(causes, directory),
      ...(printed.length === 0 ? [] : ["Before that it printed:", ...printed.map((line) => `  ${line}`)]),
      `Run by itself it shows its whole stack: ${command}`,
    ].join("\n"),
  });
}
