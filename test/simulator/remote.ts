import ssh2, { type ConnectConfig, type SFTPWrapper } from "ssh2";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { createHostKey } from "../../providers/proxmox/simulator/ssh/host-key.js";
import { sudoRules } from "../docs/sudo-rules.js";

export interface Heard {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody who is logged in over SSH. */
export interface Remote {
  run(command: string, stdin?: string): Promise<Heard>;
  sftp(): Promise<SFTPWrapper>;
  end(): void;
}

/** Logs in to a simulation's node; rejects where the server refuses. */
export async function remote({ ssh }: Pick<Simulation, "ssh">, login: ConnectConfig): Promise<Remote> {
  const client = new ssh2.Client();
  await new Promise<void>((resolve, reject) => {
    client.once("ready", resolve).once("error", reject);
    client.connect({ host: ssh!.host, port: ssh!.port, ...login });
  });
  client.setNoDelay(true);
  return {
    run: (command, stdin = "") =>
      new Promise((resolve, reject) => {
        client.exec(command, (failure, channel) => {
          if (failure !== undefined) return reject(failure);
          let [stdout, stderr] = ["", ""];
          let status: number | undefined;
          channel.on("data", (chunk: Buffer) => void (stdout += chunk.toString()));
          channel.stderr.on("data", (chunk: Buffer) => void (stderr += chunk.toString()));
          channel.on("exit", (code) => void (status = code ?? undefined));
          channel.on("close", () => resolve({ status, stdout, stderr }));
          channel.end(stdin);
        });
      }),
    sftp: () =>
      new Promise((resolve, reject) => {
        client.sftp((failure, sftp) => (failure === undefined ? resolve(sftp) : reject(failure)));
      }),
    end: () => client.end(),
  };
}

/** A node with root and with a user for automation, who may do under sudo what the provider's guide tells; both logged in. */
export async function nodeWithUsers(): Promise<{
  readonly simulation: Simulation;
  readonly root: Remote;
  readonly terraform: Remote;
}> {
  const key = createHostKey();
  const simulation = await simulate({ ssh: true, rootPassword: "rootpass1" });
  simulation.addSystemUser({
    name: "terraform",
    authorizedKeys: [key.publicKey],
    sudoers: sudoRules("terraform"),
  });
  return {
    simulation,
    root: await remote(simulation, { username: "root", password: "rootpass1" }),
    terraform: await remote(simulation, { username: "terraform", privateKey: key.privateKey }),
  };
}
