import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { noteShown } from "../../../secrets/notes.js";
import { freePort } from "./free-port.js";

/** What a real OpenSSH server is told beside the usual: lines of `sshd_config`. */
export interface OpenSshOptions {
  readonly config?: readonly string[];
  /** Types of its host keys: `ed25519` alone if not said. */
  readonly hostKeys?: readonly ("ed25519" | "ecdsa" | "rsa")[];
}

/** A real OpenSSH server on this machine. */
export interface OpenSsh {
  readonly port: number;
  readonly folder: string;
  /** What it wrote to its log. */
  log(): string;
  /** Lines of `authorized_keys` for a user. */
  authorize(user: string, ...keys: readonly string[]): void;
  /** The public half of a host key: `ssh-ed25519 AAAA...`. */
  hostKey(type?: "ed25519" | "ecdsa" | "rsa"): { readonly line: string; readonly fingerprint: string };
  /** Makes all host keys anew, as a reinstalled node has them. */
  renewHostKeys(): Promise<void>;
  /** Ends all connections that there are, as a node that is switched off. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts a server for users of this machine. */
export async function openSsh({
  config = [],
  hostKeys = ["ed25519"],
}: OpenSshOptions = {}): Promise<OpenSsh> {
  const folder = mkdtempSync(join(tmpdir(), "pve-cdk-sshd-"));
  const port = await freePort();
  // The server refuses to start without it, and so does its login where somebody else may write.
  mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  execFileSync("chmod", ["755", folder]);
  mkdirSync(join(folder, "keys"), { mode: 0o755 });
  const makeKeys = () => {
    for (const type of hostKeys) {
      const file = join(folder, `host_${type}`);
      rmSync(file, { force: true });
      execFileSync("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", file]);
    }
  };
  makeKeys();
  writeFileSync(
    join(folder, "sshd_config"),
    [
      ...config,
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      ...hostKeys.map((type) => `HostKey ${join(folder, `host_${type}`)}`),
      `AuthorizedKeysFile ${folder}/keys/%u`,
      `PidFile ${folder}/pid`,
      "PermitRootLogin yes",
      "UsePAM no",
      // The folder lies in /tmp, where anybody may write.
      "StrictModes no",
      "MaxStartups 100",
      "LogLevel VERBOSE",
      // Shells read the login files of the machine's own root for each command, which may take longer than the command.
      "Match User root",
      `SetEnv HOME=${folder}`,
      "",
    ].join("\n"),
  );
  let log = "";
  let server: ChildProcess;
  const start = async () => {
    server = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "sshd_config")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    server.stderr?.on("data", (chunk: Buffer) => void (log += chunk.toString()));
    await listening(port, server, () => log);
  };
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await ended;
  };
  await start();
  return {
    port,
    folder,
    log: () => log,
    authorize: (user, ...keys) =>
      writeFileSync(join(folder, "keys", user), `${keys.join("\n")}\n`, { mode: 0o644 }),
    hostKey: (type = "ed25519") => {
      const file = join(folder, `host_${type}.pub`);
      const [keyType = "", base64 = ""] = execFileSync("cat", [file], { encoding: "utf8" }).split(" ");
      const told = execFileSync("ssh-keygen", ["-lf", file], { encoding: "utf8" });
      return { line: `${keyType} ${base64}`, fingerprint: told.split(" ")[1] ?? "" };
    },
    renewHostKeys: async () => {
      await stop();
      makeKeys();
      await start();
    },
    cut: () => {
      for (const child of childrenOf(server.pid)) kill(child);
    },
    close: async () => {
      await stop();
      noteShown({ by: "the log of sshd", text: log });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The processes that a process started, and those that these did: who starts comes first, so that nobody tells of an end. */
function childrenOf(pid: number | undefined): readonly number[] {
  const all = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number | undefined): readonly number[] =>
    all.flatMap(([child = 0, ppid]) => (ppid === parent ? [child, ...below(child)] : []));
  return below(pid);
}

/** Ends a process that may have ended by itself since it was listed. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}

async function listening(port: number, server: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) throw new Error(`sshd did not start: ${log()}`);
    const answers = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => (socket.destroy(), resolve(true))).once("error", () => resolve(false));
    });
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`sshd does not listen: ${log()}`);
}
