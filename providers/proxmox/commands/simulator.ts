import { Command, Option } from "commander";

import type { CommandContext } from "../../../lib/cli/context.js";

interface Flags {
  readonly port?: string;
  readonly sshPort?: string;
  readonly controlPort?: string;
  readonly rootPassword?: string;
  readonly nodes?: string;
  readonly pveVersion: "9.2" | "8.4";
  readonly json?: true;
}

/** `simulator`: a Proxmox VE on this machine that isn't one, to try things with. */
export function simulatorCommand(context: CommandContext): Command {
  return new Command("simulator")
    .description("run a simulated Proxmox VE on this machine until it is stopped")
    .option("--port <number>", "port to listen on; any free one if not said")
    .option(
      "--ssh-port <number>",
      "port of the first node's SSH server, 0 for any free one; the others have one too then; none if not said",
    )
    .option(
      "--control-port <number>",
      "port to let things go wrong by, as JSON over HTTP, 0 for any free one; none if not said",
    )
    .option("--root-password <text>", "password of root@pam; a random one if not said")
    .option("--nodes <names>", "names of the nodes, with commas; pve1 if not said")
    .addOption(
      new Option("--pve-version <version>", "which Proxmox VE answers")
        .choices(["9.2", "8.4"])
        .default("9.2"),
    )
    .option("--json", "print one JSON line when it is ready")
    .addHelpText("after", "\nExamples:\n  $ pve-cdk simulator --port 8006 --root-password secret")
    .action(async (flags: Flags) => {
      const { simulate } = await import("../simulator/simulate.js");
      const { realClock } = await import("../simulator/clock.js");
      const { readyLine } = await import("../simulator/ready.js");
      const { terminal, signal } = context;
      const simulation = await simulate({
        clock: realClock(),
        ...(flags.port === undefined ? {} : { port: Number(flags.port) }),
        ...(flags.sshPort === undefined ? {} : { ssh: { port: Number(flags.sshPort) } }),
        ...(flags.controlPort === undefined ? {} : { control: { port: Number(flags.controlPort) } }),
        ...(flags.rootPassword === undefined ? {} : { rootPassword: flags.rootPassword }),
        release: flags.pveVersion,
        ...(flags.nodes === undefined ? {} : { nodes: flags.nodes.split(",") }),
      });
      const { endpoint, fingerprint, nodes, username, password, token, ssh, control } = simulation;
      if (flags.json === true) terminal.write(`${readyLine(simulation)}\n`);
      else
        terminal.write(
          [
            `Simulated Proxmox VE ${flags.pveVersion} (${[...nodes.keys()].join(", ")}) at ${endpoint}`,
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
              : [
                  `SSH: ssh -p ${ssh.port} root@${ssh.host}, host key ${ssh.fingerprint} (${ssh.hostKey})`,
                  "",
                ]),
            `Login: ${username}, password ${password}. Ctrl-C ends it, and everything in it is gone.`,
            "",
          ].join("\n"),
        );
      await new Promise<void>((resolve) => {
        const keepAlive = setInterval(() => undefined, 60_000);
        const end = () => {
          clearInterval(keepAlive);
          resolve();
        };
        if (signal.aborted) end();
        else signal.addEventListener("abort", end, { once: true });
      });
      await simulation.close();
      context.exit(0);
    });
}
