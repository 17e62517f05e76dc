#!/usr/bin/env node
import type { CommandContext } from "../../../lib/cli/context.js";
import { version } from "../version.js";

const words = process.argv.slice(2);

if (words.length === 1 && (words[0] === "--version" || words[0] === "-V"))
  process.stdout.write(`${version}\n`);
else await run();

async function run(): Promise<void> {
  const [{ createProgram, runProgram }, { processTerminal }, { productCommands }] = await Promise.all([
    import("../../../lib/cli/program.js"),
    import("../../../lib/cli/process-terminal.js"),
    import("../commands/product-commands.js"),
  ]);
  const stop = new AbortController();
  const terminal = await processTerminal(process, process.env);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(1);
      terminal.complain(
        "\nStopping: what runs is brought to an end, and the state is saved. Once more to leave at once.\n",
      );
      stop.abort();
    });
  const context: CommandContext = {
    product: {
      name: "pve-cdk",
      description: "Infrastructure as code for Proxmox VE, in TypeScript.",
      version,
    },
    terminal,
    environment: process.env,
    folder: process.cwd(),
    provider: async () => (await import("../provider.js")).proxmox,
    signal: stop.signal,
    exit: (code) => void (process.exitCode = code),
  };
  await runProgram(createProgram(context, productCommands(context)), process.argv, context.exit);
}
