import { readFile } from "node:fs/promises";

import { Command } from "commander";

import { refuse } from "../../../diagnostic/refusal.js";
import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { speak } from "../../speak.js";
import { withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";

/** `state pull`: the state's file as it is, secrets in clear. */
export function statePullCommand(given: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("pull").description("print the state as it is kept: secrets stand in it in clear"),
      ["state pull --stack web > backup.tfstate", "a copy to keep; secrets stand in it in clear"],
    ),
  ).action((flags: StateFlags) =>
    speak(given, {}, async (context) => {
      return withStacks(context, { names: namesOf(flags), single: true }, async ({ name, statePath }) => {
        const text = await readFile(statePath, "utf8").catch(() =>
          refuse(`${name} has no state yet`, { detail: `Looked for in ${statePath}.` }),
        );
        context.terminal.write(text);
        return 0;
      });
    }),
  );
}
