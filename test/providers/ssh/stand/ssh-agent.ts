import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { noteSecret } from "../../../secrets/notes.js";

export interface KeyFile {
  readonly path: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A real ssh-agent. */
export interface SshAgent {
  readonly socket: string;
  add(...keys: readonly KeyFile[]): void;
  close(): Promise<void>;
}

export async function sshAgent(): Promise<SshAgent> {
  const folder = mkdtempSync(join(tmpdir(), "pve-cdk-agent-"));
  const socket = join(folder, "agent");
  const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
  const ended = new Promise((resolve) => agent.once("exit", resolve));
  while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 10));
  return {
    socket,
    add: (...keys) => {
      for (const { path } of keys)
        execFileSync("ssh-add", ["-q", path], {
          env: { ...process.env, SSH_AUTH_SOCK: socket },
          stdio: "pipe",
        });
    },
    close: async () => {
      agent.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Beginnings of keys are alike, and hold the public half. */
const linesBeforeTheSecret = 3;

/** Makes a key as people make theirs: `ssh-keygen`, with whatever is asked of it. */
export function makeKey(folder: string, name: string, ...options: readonly string[]): KeyFile {
  const path = join(folder, name);
  const type = options.includes("-t") ? [] : ["-t", "ed25519"];
  const passphrase = options.includes("-N") ? [] : ["-N", ""];
  execFileSync("ssh-keygen", ["-q", ...type, ...passphrase, "-C", name, ...options, "-f", path]);
  const privateKey = readFileSync(path, "utf8");
  for (const line of privateKey.split("\n").slice(linesBeforeTheSecret))
    if (/^[\w+/=]{40,}$/.test(line)) noteSecret(line);
  return {
    path,
    privateKey,
    publicKey: readFileSync(`${path}.pub`, "utf8").trim(),
  };
}
