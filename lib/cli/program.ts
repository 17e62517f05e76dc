import { Command, CommanderError } from "commander";

import { applyCommand } from "./commands/apply.js";
import { destroyCommand } from "./commands/destroy.js";
import { graphCommand } from "./commands/graph.js";
import { importCommand } from "./commands/import.js";
import { outputCommand } from "./commands/output.js";
import { planCommand } from "./commands/plan.js";
import { refreshCommand } from "./commands/refresh.js";
import { showCommand } from "./commands/show.js";
import { stateCommand } from "./commands/state/state.js";
import { unlockCommand } from "./commands/unlock.js";
import { validateCommand } from "./commands/validate.js";
import type { CommandContext, ExitCode } from "./context.js";

export interface ProgramNames {
  readonly name: string;
  readonly description: string;
  readonly version: string;
}

/** Parses and runs a command line. What can't be parsed was told already. */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  exit: (code: ExitCode) => void,
): Promise<void> {
  try {
    await program.parseAsync([...argv]);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    exit(thrown.exitCode === 0 ? 0 : 1);
  }
}

/** The command line: the framework's commands and those that a product adds. */
export function createProgram(
  { name, description, version }: ProgramNames,
  context: CommandContext,
  more: readonly Command[],
): Command {
  const { terminal } = context;
  const program = new Command(name)
    .description(description)
    .version(version)
    .addHelpText(
      "after",
      `\nExamples:\n  $ ${name} plan                 what would change, and what it costs\n  $ ${name} apply                make it so\n  $ ${name} apply --yes          the same in a pipeline\n  $ ${name} simulator            a Proxmox VE to play with`,
    );
  const commands = [
    planCommand,
    applyCommand,
    destroyCommand,
    validateCommand,
    showCommand,
    outputCommand,
    refreshCommand,
    importCommand,
    stateCommand,
    graphCommand,
    unlockCommand,
  ].map((make) => make(context));
  for (const command of [...commands, ...more]) program.addCommand(command);
  const output = {
    writeOut: (text: string) => terminal.write(text),
    writeErr: (text: string) => terminal.complain(text),
  };
  for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)])
    command.configureOutput(output).showHelpAfterError("(--help tells more)").exitOverride();
  return program;
}
