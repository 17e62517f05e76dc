import { Command } from "commander";

import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { dotText } from "../render/dot.js";
import { speak } from "../speak.js";
import { withStacks } from "../with-stacks.js";
import { jsonOption } from "./options.js";

/** `graph`: what depends on what, for a program that draws it. */
export function graphCommand(given: CommandContext): Command {
  return withExamples(
    new Command("graph").description("print what depends on what, in the DOT language"),
    ["graph web", "what depends on what, as DOT"],
    ["graph | dot -Tsvg > graph.svg", "drawn by Graphviz"],
    ["graph --json", "for a program"],
  )
    .argument("[stacks...]", "stacks to work on; all of the app if none is named")
    .option(...jsonOption)
    .action((names: readonly string[], flags: { readonly json?: true }) =>
      speak(given, flags, (context) =>
        withStacks(context, { names }, async (stack) => {
          const nodes = stack.dependencies();
          for (const node of nodes) context.tell({ kind: "dependencies", stack: stack.name, ...node });
          context.terminal.write(dotText(stack.name, nodes));
          return 0;
        }),
      ),
    );
}
