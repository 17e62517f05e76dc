import { Command } from "commander";

import { breakLock } from "../../engine/lock/break-lock.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { speak } from "../speak.js";
import { withStacks } from "../with-stacks.js";

interface Flags {
  readonly force?: true;
}

/** `unlock`: takes away the lock that a process left behind. */
export function unlockCommand(given: CommandContext): Command {
  return withExamples(
    new Command("unlock").description("say who holds a state, and free it if its holder lives no more"),
    [
      "unlock web",
      "who holds it; freed if that process lives no more, as the next command would do by itself",
    ],
    ["unlock web --force", "the holder ran on a machine that is gone"],
  )
    .argument("[stacks...]", "stacks to work on; all of the app if none is named")
    .option("--force", "free it although its holder lives, or may live on another machine")
    .action((names: readonly string[], { force }: Flags) =>
      speak(given, {}, async (context) => {
        return withStacks(context, { names }, async ({ name, statePath }) => {
          const broken = await breakLock(statePath, force === true ? "anybody's" : "a dead holder's");
          context.terminal.write(
            broken === undefined
              ? `${name} is not locked.\n`
              : `${name} was locked by ${broken.content.holder} (process ${broken.content.pid} on ${broken.content.host}) since ${broken.content.since}, ${lives[broken.life]}. It is free now.\n`,
          );
          return 0;
        });
      }),
    );
}

const lives = {
  dead: "which lives no more",
  alive: "which still lives",
  unknown: "of which nothing is known here",
} as const;
