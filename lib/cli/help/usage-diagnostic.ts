import type { Command, CommanderError } from "commander";

import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { closest } from "../../schema/closest.js";

/** What is wrong with a command line: what was given, what was meant most likely, what is allowed. */
export function usageDiagnostic(command: Command, { code, message }: CommanderError): Diagnostic {
  const summary = message.replace(/^error: /, "").replace(/\.$/, "");
  const given = /'([^']+)'/.exec(summary)?.[1] ?? "";
  const allowed = allowedInstead(command, code);
  const meant = closest(given.replace(/=.*/, ""), allowed);
  return error(summary, {
    detail: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      allowed.length === 0
        ? `Usage: ${nameOf(command)} ${command.usage()}`
        : `${nameOf(command)} takes: ${allowed.join(", ")}.`,
      `${nameOf(command)} --help shows examples.`,
    ].join("\n"),
  });
}

function allowedInstead(command: Command, code: string): readonly string[] {
  switch (code) {
    case "commander.unknownOption":
      return [...command.options.map(({ long, short }) => long ?? short ?? ""), "--help"];
    case "commander.unknownCommand":
      return command.commands.map((each) => each.name());
    default:
      return [];
  }
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
