import type { CommandContext, ExitCode } from "./context.js";
import type { Message } from "./json/message.js";

/** What a command says in words goes to a person, what it tells goes to a program: it does both, and who listens hears its own. */
export interface Speaking extends CommandContext {
  tell(message: Message): void;
}

/** Runs a command for whoever listens: with `json` each message is a line of its own, and nobody is asked. */
export async function speak(
  context: CommandContext,
  { json }: { readonly json?: true },
  work: (context: Speaking) => Promise<ExitCode>,
): Promise<void> {
  if (json !== true) return context.exit(await work({ ...context, tell: () => undefined }));
  const { terminal, product } = context;
  const tell = (message: Message) => terminal.write(`${JSON.stringify(message)}\n`);
  tell({ kind: "begin", program: product.name, version: product.version, format: 1 });
  const exitCode = await work({
    ...context,
    tell,
    terminal: {
      ...terminal,
      isInteractive: false,
      write: () => undefined,
      redraw: () => undefined,
      ask: async () => undefined,
    },
  });
  tell({ kind: "end", exitCode });
  context.exit(exitCode);
}
