import { Command } from "commander";

import type { Dependencies } from "../../engine/dependencies.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { dotText } from "../render/dot.js";
import { withStacks } from "../with-stacks.js";

interface StackGraph {
  readonly stack: string;
  readonly nodes: readonly Dependencies[];
}

/** `graph`: what depends on what, for a program that draws it. */
export function graphCommand(context: CommandContext): Command {
  return withExamples(
    new Command("graph").description("print what depends on what, in the DOT language"),
    ["graph web", "what depends on what, as DOT"],
    ["graph | dot -Tsvg > graph.svg", "drawn by Graphviz"],
    ["graph --json", "for a program"],
  )
    .argument("[stacks...]", "stacks to work on; all of the app if none is named")
    .option("--json", "print one JSON document instead of DOT")
    .action(async (names: readonly string[], { json }: { readonly json?: true }) => {
      const graphs: StackGraph[] = [];
      const code = await withStacks(context, { names }, async (stack) => {
        graphs.push({ stack: stack.name, nodes: stack.dependencies() });
        return 0;
      });
      if (code === 0)
        context.terminal.write(
          json === true ? `${JSON.stringify(graphs, undefined, 2)}\n` : graphs.map(toDot).join(""),
        );
      context.exit(code);
    });
}

function toDot({ stack, nodes }: StackGraph): string {
  return dotText(stack, nodes);
}
