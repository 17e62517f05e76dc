import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { Command } from "commander";

import { refuse } from "../../../diagnostic/refusal.js";
import { pushState } from "../../../engine/state/push-state.js";
import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { speak } from "../../speak.js";
import { withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";

/** `state push`: a file becomes the state, if it goes on where the state is. */
export function statePushCommand(given: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("push").description("make a file the state"),
      ["state push repaired.tfstate --stack web", "refused if the state there is newer"],
      ["state push repaired.tfstate --stack web --force", "although it is"],
    ),
  )
    .argument("<file>", "a state as `state pull` prints it")
    .option("--force", "although the state that is there is newer, or the state of something else")
    .action((file: string, flags: StateFlags & { readonly force?: true }) =>
      speak(given, {}, async (context) => {
        return withStacks(context, { names: namesOf(flags), single: true }, async ({ statePath }) => {
          const text = await readFile(resolve(context.folder, file), "utf8").catch(() =>
            refuse(`there is no file ${file}`),
          );
          await pushState(statePath, {
            text,
            from: file,
            over: flags.force === true ? "forced" : "what it follows",
          });
          context.terminal.write(`${statePath} holds ${file} now.\n`);
          return 0;
        });
      }),
    );
}
