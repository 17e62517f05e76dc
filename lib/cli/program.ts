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
import { withExamples } from "./help/examples.js";
import { formatHelp, formatItem, subcommandTerm } from "./help/format-help.js";
import { usageDiagnostic } from "./help/usage-diagnostic.js";
import { complain } from "./with-stacks.js";

/** Parses and runs a command line. What can't be parsed was told already. */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  exit: (code: ExitCode) => void,
): Promise<void> {
  // Who types nothing asks what there is.
  if (argv.length <= 2) return program.outputHelp();
  try {
    await program.parseAsync([...argv]);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    exit(thrown.exitCode === 0 ? 0 : 1);
  }
}

const everyDay = [planCommand, applyCommand, destroyCommand, validateCommand];
const looking = [showCommand, outputCommand, graphCommand];
const mending = [refreshCommand, importCommand, stateCommand, unlockCommand];

/** The command line: the framework's commands and those that a product adds. */
export function createProgram(context: CommandContext, more: readonly Command[]): Command {
  const { name, description, version } = context.product;
  const program = withExamples(
    new Command(name).description(description).version(version, "-V, --version", "print the version"),
    ["plan", "what would change, and at which cost"],
    ["apply", "make it so"],
    ["apply --yes", "the same in a pipeline, where nobody can be asked"],
    ["destroy web", "remove what the stack web made"],
  );
  for (const command of more) program.addCommand(command.helpGroup("Begin:"));
  for (const [group, makers] of [
    ["Every day:", everyDay],
    ["Look:", looking],
    ["Mend the state:", mending],
  ] as const)
    for (const make of makers) program.addCommand(make(context).helpGroup(group));
  program.commandsGroup("More:").helpCommand("help [command]", "the same as --help after a command");
  for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)])
    speaksOurWay(command, context);
  return program;
}

/** Help by examples, and errors that say what is allowed, at the width of the terminal. */
function speaksOurWay(command: Command, context: CommandContext): void {
  const { terminal } = context;
  const hasColors = () => terminal.colors.isColorSupported;
  command
    .configureHelp({
      formatHelp,
      formatItem,
      subcommandTerm,
      styleTitle: terminal.colors.bold,
      styleCommandText: terminal.colors.cyan,
    })
    .helpOption("-h, --help", "show this")
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.complain(text),
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      getOutHasColors: hasColors,
      getErrHasColors: hasColors,
    })
    .exitOverride((told) => {
      if (told.exitCode !== 0 && told.code !== "commander.help")
        complain(context, [usageDiagnostic(command, told)]);
      throw told;
    });
}
