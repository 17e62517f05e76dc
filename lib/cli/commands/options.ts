import { InvalidArgumentError, type Command } from "commander";

/** What most commands take. */
export interface StackFlags {
  readonly json?: true;
  readonly var?: Readonly<Record<string, string>>;
}

export interface PlanFlags extends StackFlags {
  readonly allowDataLoss?: readonly string[];
  readonly target?: readonly string[];
  readonly replace?: readonly string[];
  readonly detailedExitcode?: true;
}

/** For programs; `docs/json-output.md` tells what stands in each line. */
export const jsonOption = ["--json", "print a line of JSON for each message instead of text"] as const;

export function withStackOptions(command: Command): Command {
  return command
    .argument("[stacks...]", "stacks to work on; all of the app if none is named")
    .option(...jsonOption)
    .option("--var <name=value>", "value of a Terraform variable; may be repeated", addVariable);
}

export function withPlanOptions(command: Command): Command {
  return withStackOptions(command)
    .option("--allow-data-loss <address>", "allow the loss of this object's data; may be repeated", addText)
    .option("--target <address>", "only this object and what it needs; may be repeated", addText)
    .option("--replace <address>", "make this object anew; may be repeated", addText)
    .option("--detailed-exitcode", "exit with 2 if there are changes");
}

function addText(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function addVariable(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const split = text.indexOf("=");
  if (split < 1) throw new InvalidArgumentError("It has the form name=value.");
  return { ...before, [text.slice(0, split)]: text.slice(split + 1) };
}
