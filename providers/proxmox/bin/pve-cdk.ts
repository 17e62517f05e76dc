#!/usr/bin/env node
import type { CommandContext } from "../../../lib/cli/context.js";
import { version } from "../version.js";

const words = process.argv.slice(2);

if (words.length === 1 && (words[0] === "--version" || words[0] === "-V"))
  process.stdout.write(`${version}\n`);
else await run();

/** With what connects, which would else be loaded when the app has run and everybody waits. */
async function loadProvider() {
  const [{ proxmox }] = await Promise.all([import("../provider.js"), import("../connection.js")]);
  return proxmox;
}

async function run(): Promise<void> {
  const [{ createProgram, runProgram }, { processTerminal }, { stopOnSignal }, { productCommands }, node] =
    await Promise.all([
      import("../../../lib/cli/program.js"),
      import("../../../lib/cli/process-terminal.js"),
      import("../../../lib/cli/stop-on-signal.js"),
      import("../commands/product-commands.js"),
      import("./end-promptly.js"),
    ]);
  node.endPromptly();
  const terminal = await processTerminal(process, process.env);
  const context: CommandContext = {
    product: {
      name: "pve-cdk",
      description: "Infrastructure as code for Proxmox VE, in TypeScript.",
      version,
    },
    terminal,
    environment: process.env,
    folder: process.cwd(),
    provider: loadProvider,
    signal: stopOnSignal(process, terminal),
    exit: (code) => void (process.exitCode = code),
  };
  await runProgram(createProgram(context, productCommands(context)), process.argv, context.exit);
}
