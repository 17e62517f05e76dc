import type { Command } from "commander";

/** What every `state` command takes. */
export interface StateFlags {
  readonly stack?: string;
}

export function withStackOption(command: Command): Command {
  return command.option("--stack <name>", "the stack, if the app has several");
}

/** The stacks to look at: the one that is said, or that a construct path (`web/db`) begins with, or all. */
export function namesOf({ stack }: StateFlags, address = ""): readonly string[] {
  if (stack !== undefined) return [stack];
  return address.includes("/") && !address.includes("[") ? [address.slice(0, address.indexOf("/"))] : [];
}
