import { Command } from "commander";

import { refuse } from "../../diagnostic/refusal.js";
import type { StateEntry } from "../../engine/stack.js";
import type { CommandContext } from "../context.js";
import { valueText } from "../render/value.js";
import { withStacks } from "../with-stacks.js";

interface Flags {
  readonly stack?: string;
  readonly json?: true;
}

/** `state list`, `state show`: what the state knows. */
export function stateCommand(context: CommandContext): Command {
  const common = (command: Command) =>
    command
      .option("--stack <name>", "the stack, if the app has several")
      .option("--json", "print one JSON document instead of text");
  const list = common(new Command("list").description("list the objects in the state")).action(
    async (flags: Flags) => {
      const found: StateEntry[] = [];
      const code = await withStacks(context, { names: namesOf(flags) }, async (stack) => {
        found.push(...(await stack.entries()));
        return 0;
      });
      if (flags.json === true) context.terminal.write(`${JSON.stringify(found, undefined, 2)}\n`);
      else
        for (const { address, construct, attributes } of found)
          context.terminal.write(
            `${address}  ${valueText(attributes["id"] ?? null)}${construct === undefined ? "" : `  ${construct}`}\n`,
          );
      context.exit(code);
    },
  );
  const show = common(
    new Command("show")
      .description("show one object of the state")
      .argument("<address>", "address or construct path"),
  ).action(async (address: string, flags: Flags) => {
    let shown: StateEntry | undefined;
    const code = await withStacks(context, { names: namesOf(flags) }, async (stack) => {
      shown ??= await stack.entry(address);
      return 0;
    });
    if (shown === undefined && code === 0)
      return context.exit(
        await withStacks(context, { names: namesOf(flags) }, async () =>
          refuse(`the state has no ${address}`, { detail: "`pve-cdk state list` shows what it has." }),
        ),
      );
    if (shown !== undefined)
      context.terminal.write(
        flags.json === true ? `${JSON.stringify(shown, undefined, 2)}\n` : entryText(shown),
      );
    context.exit(code);
  });
  return new Command("state").description("look into the state").addCommand(list).addCommand(show);
}

function namesOf({ stack }: Flags): readonly string[] {
  return stack === undefined ? [] : [stack];
}

function entryText({ address, attributes, owned, dependsOn, tainted }: StateEntry): string {
  const told = Object.entries(attributes).filter(([, value]) => value !== null);
  const column = Math.max(...told.map(([name]) => name.length));
  return [
    `${address}${tainted ? "  (tainted)" : ""}`,
    ...told.map(([name, value]) => `  ${name.padEnd(column)}  ${valueText(value)}`),
    `  ${"owned".padEnd(column)}  ${owned.length === 0 ? "nothing" : owned.join(", ")}`,
    ...(dependsOn.length === 0 ? [] : [`  ${"needs".padEnd(column)}  ${dependsOn.join(", ")}`]),
    "",
  ].join("\n");
}
