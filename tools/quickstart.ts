import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import type { CommandContext, ExitCode } from "../lib/cli/context.js";
import { processTerminal } from "../lib/cli/process-terminal.js";
import { createProgram, runProgram } from "../lib/cli/program.js";
import type { Terminal } from "../lib/cli/terminal.js";
import { proxmox } from "../providers/proxmox/provider.js";
import { realClock } from "../providers/proxmox/simulator/clock.js";
import { simulate } from "../providers/proxmox/simulator/simulate.js";
import { version } from "../providers/proxmox/version.js";
import { serveImages } from "./serve-images.js";

const root = join(import.meta.dirname, "..");

export interface QuickstartOptions {
  readonly terminal: Terminal;
  /** The program to run; `examples/quickstart/main.ts` if not said. */
  readonly program?: string;
  /** Where it works; a folder in the checkout, so that the program finds its packages. */
  readonly folder?: string;
}

/** Shows the tool at work on a simulated Proxmox VE: apply, plan again, and a change that needs a reboot. */
export async function quickstart({
  terminal,
  program: given,
  folder = join(root, ".tmp/quickstart"),
}: QuickstartOptions): Promise<ExitCode> {
  const program = given ?? (await readFile(join(root, "examples/quickstart/main.ts"), "utf8"));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "cdktf.json"),
    JSON.stringify({
      language: "typescript",
      app: `npx tsx --tsconfig ${join(root, "tsconfig.json")} main.ts`,
      sendCrashReports: "false",
    }),
  );
  const write = (text: string) => writeFile(join(folder, "main.ts"), text);
  const pve = await simulate({ clock: realClock() });
  const images = await serveImages(join(root, "examples/quickstart/images"));
  const { bold, cyan } = terminal.colors;
  try {
    terminal.write(
      `Simulated Proxmox VE ${pve.world.release} (node ${[...pve.nodes.keys()].join(", ")}) at ${pve.endpoint}   token ${pve.token.split("=")[0]}=...\nexamples/quickstart/main.ts\n\n`,
    );
    const run = runner({
      terminal,
      folder,
      environment: {
        ...process.env,
        PROXMOX_VE_ENDPOINT: pve.endpoint,
        PROXMOX_VE_FINGERPRINT: pve.fingerprint,
        PROXMOX_VE_API_TOKEN: pve.token,
        QUICKSTART_IMAGE_URL: `http://127.0.0.1:${(images.address() as AddressInfo).port}/debian-13.qcow2`,
      },
    });
    await write(program);
    if ((await run("apply", "--yes")) !== 0) return 1;
    terminal.write(`\n${bold("Again:")} `);
    if ((await run("plan")) !== 0) return 1;
    const changed = program.replace(/cores: (\d+)/, (_, cores: string) => `cores: ${Number(cores) + 2}`);
    if (changed !== program) {
      terminal.write(`${bold("With two cores more")} in main.ts:\n\n`);
      await write(changed);
      if ((await run("apply", "--yes")) !== 0) return 1;
    }
    terminal.write(
      [
        "",
        "Three things to try next:",
        `  ${cyan("npx pve-cdk simulator")}                 a simulator that stays, to plan and apply against as you change the code`,
        `  ${cyan("export PROXMOX_VE_ENDPOINT=...")}        the same code against your own cluster`,
        `  ${cyan("npm run build")}                         the plugin: terraform apply in cdktf.out/stacks/web, on the same code and state`,
        "",
      ].join("\n"),
    );
    return 0;
  } finally {
    images.close();
    await pve.close();
  }
}

/** Runs commands as the command line does, in this process. */
function runner(
  options: Pick<CommandContext, "terminal" | "folder" | "environment">,
): (...words: readonly string[]) => Promise<ExitCode> {
  return async (...words) => {
    let code: ExitCode = 0;
    const context: CommandContext = {
      ...options,
      product: { name: "pve-cdk", description: "", version },
      provider: async () => proxmox,
      signal: new AbortController().signal,
      exit: (with_) => void (code = with_),
    };
    const program = createProgram(context, []);
    await runProgram(program, ["node", "pve-cdk", ...words], context.exit);
    return code;
  };
}

if (process.argv[1] === import.meta.filename)
  process.exitCode = await quickstart({ terminal: await processTerminal(process, process.env) });
