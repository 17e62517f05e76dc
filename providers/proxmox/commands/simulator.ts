import { resolve } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import type { CommandContext } from "../../../lib/cli/context.js";
import { withExamples } from "../../../lib/cli/help/examples.js";
import { failed } from "../../../lib/cli/with-stacks.js";
import type { Simulation } from "../simulator/index.js";

interface Flags {
  readonly port?: number;
  readonly sshPort?: number;
  readonly controlPort?: number;
  readonly rootPassword?: string;
  readonly nodes?: readonly string[];
  readonly pveVersion?: "9.2" | "8.4";
  readonly state?: string;
  readonly json?: true;
}

/** So that the password need not stand in the list of processes. */
const passwordVariable = "PVE_CDK_SIMULATOR_PASSWORD";

/** `simulator`: a Proxmox VE on this machine that isn't one, to try things with. */
export function simulatorCommand(context: CommandContext): Command {
  return withExamples(
    new Command("simulator").description("run a simulated Proxmox VE on this machine until it is stopped"),
    ["simulator", "says what to export, and runs until Ctrl-C"],
    ["simulator --port 8006 --state ./pve", "always in the same place, and it remembers"],
    ["simulator --nodes pve1,pve2,pve3", "a cluster"],
    ["simulator --ssh-port 0 --control-port 8007", "with SSH, and a place to let things go wrong by"],
  )
    .option("--port <number>", "port to listen on; any free one if not said", portNumber)
    .option(
      "--ssh-port <number>",
      "port of the first node's SSH server, 0 for any free one; the others have one too then; none if not said",
      portNumber,
    )
    .option(
      "--control-port <number>",
      "port to let things go wrong by, as JSON over HTTP, 0 for any free one; none if not said",
      portNumber,
    )
    .option(
      "--root-password <text>",
      `password of root@pam; better by ${passwordVariable}, which no list of processes shows; a random one if not said`,
    )
    .option("--nodes <names>", "names of the nodes, with commas; pve1 if not said", (text) => text.split(","))
    .addOption(
      new Option("--pve-version <version>", "which Proxmox VE answers; 9.2 if not said").choices([
        "9.2",
        "8.4",
      ]),
    )
    .option("--state <directory>", "where everything is kept over restarts; gone with the end if not said")
    .option("--json", "print one JSON line when it is ready")
    .action(async (flags: Flags) => {
      try {
        await run(context, flags);
        context.exit(0);
      } catch (thrown) {
        context.exit(failed(context, thrown));
      }
    });
}

async function run(context: CommandContext, flags: Flags): Promise<void> {
  const { simulate, realClock, readyLine } = await import("../simulator/index.js");
  const { terminal, environment, signal } = context;
  const { port = 0, sshPort, controlPort, nodes, pveVersion: release, state, json } = flags;
  const rootPassword = flags.rootPassword ?? environment[passwordVariable];
  await using simulation = await simulate({
    clock: realClock(),
    port,
    ...(release === undefined ? {} : { release }),
    ...(state === undefined ? {} : { state: resolve(context.folder, state) }),
    ...(sshPort === undefined ? {} : { ssh: { port: sshPort } }),
    ...(controlPort === undefined ? {} : { control: { port: controlPort } }),
    ...(rootPassword === undefined ? {} : { rootPassword }),
    ...(nodes === undefined ? {} : { nodes }),
  });
  terminal.write(json === true ? `${readyLine(simulation)}\n` : greeting(simulation, flags));
  await stopped(signal);
}

function greeting(simulation: Simulation, { state }: Flags): string {
  const { endpoint, fingerprint, username, password, token, ...more } = simulation;
  const { nodes, ssh, control, world } = more;
  return [
    `Simulated Proxmox VE ${world.release} (${[...nodes.keys()].join(", ")}) at ${endpoint}`,
    ...[...nodes.values()].slice(1).map((node) => `  ${node.name} at ${node.endpoint}`),
    "",
    "To use it in another shell:",
    `  export PROXMOX_VE_ENDPOINT=${endpoint}`,
    `  export PROXMOX_VE_FINGERPRINT=${fingerprint}`,
    `  export PROXMOX_VE_API_TOKEN='${token}'`,
    "",
    ...(control === undefined ? [] : [`Control: ${control}, whose methods GET / lists`, ""]),
    ...(ssh === undefined
      ? []
      : [`SSH: ssh -p ${ssh.port} root@${ssh.host}, host key ${ssh.fingerprint} (${ssh.hostKey})`, ""]),
    `Login: ${username}, password ${password}. Ctrl-C ends it, and ${state === undefined ? "everything in it is gone" : `what is in it stays in ${state}`}.`,
    "",
  ].join("\n");
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new InvalidArgumentError("Use a number from 1 to 65535, or 0 for any free port.");
  return port;
}

/** Resolves when somebody stops the process, which lives until then. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, 60_000);
    const end = () => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
