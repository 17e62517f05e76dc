import { Help, type Argument, type Command } from "commander";

import { examplesOf } from "./examples.js";

/** Help that teaches by examples: what a command is for, then lines to copy, then all that it takes. */
export function formatHelp(command: Command, help: Help): string {
  const width = help.helpWidth ?? 80;
  return [
    help.boxWrap(sentence(command.description()), width),
    "",
    ...exampleLines(command, help, width),
    Help.prototype.formatHelp(command, withoutDescription(help)).trimEnd(),
    "",
    help.styleTitle("Exit codes:"),
    ...exitCodes(command).map((line) => `  ${line}`),
    "",
  ].join("\n");
}

/** Beside each other where they fit, else what it tells above the line that does it. */
function exampleLines(command: Command, help: Help, width: number): readonly string[] {
  const program = rootOf(command).name();
  const examples = examplesOf(command).map(({ line, tells }) => ({ line: `$ ${program} ${line}`, tells }));
  if (examples.length === 0) return [];
  const column = Math.max(...examples.map(({ line }) => line.length));
  const fits = examples.every(({ tells }) => 2 + column + 2 + tells.length <= width);
  return [
    help.styleTitle("Examples:"),
    ...examples.flatMap(({ line, tells }) =>
      fits
        ? [`  ${help.styleCommandText(line.padEnd(column))}  ${tells}`]
        : [
            ...help
              .boxWrap(tells, width - 4)
              .split("\n")
              .map((part) => `  # ${part}`),
            `  ${help.styleCommandText(line)}`,
          ],
    ),
    "",
  ];
}

/** A command's name with its arguments; options are told by its own help. */
export function subcommandTerm(command: Command): string {
  return [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" ");
}

function argumentTerm(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Beside each other where there is room for a sentence, else one below the other. */
export function formatItem(...item: Parameters<Help["formatItem"]>): string {
  const [term, termWidth, description, help] = item;
  const width = help.helpWidth ?? 80;
  if (width - termWidth >= 44) return Help.prototype.formatItem.apply(help, item);
  const text = help.boxWrap(description, width - 6);
  return [`  ${term}`, ...text.split("\n").map((line) => `      ${line}`)].join("\n");
}

function exitCodes(command: Command): readonly string[] {
  const tellsChanges =
    command === rootOf(command) || command.options.some(({ long }) => long === "--detailed-exitcode");
  return [
    "0  done, or nothing to do",
    "1  an error, or stopped before the end",
    ...(tellsChanges ? ["2  there are changes (--detailed-exitcode)"] : []),
  ];
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

function withoutDescription(help: Help): Help {
  return Object.assign(Object.create(help) as Help, { commandDescription: () => "" });
}

function sentence(text: string): string {
  const full = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(full) ? full : `${full}.`;
}
