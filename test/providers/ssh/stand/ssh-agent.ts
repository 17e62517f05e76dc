import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { noteKey } from "./note-key.js";

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

/** What `ssh-keygen` makes. */
export interface KeyWish {
  /** Words such as `-t rsa`; Ed25519 if nothing is said. */
  readonly options?: readonly string[];
  /** What the private key is locked with. */
  readonly passphrase?: string;
}

/** Makes a key as people make theirs: `ssh-keygen`, with whatever is asked of it. */
export function makeKey(
  folder: string,
  name: string,
  { options = ["-t", "ed25519"], passphrase }: KeyWish = {},
): KeyFile {
  const path = join(folder, name);
  const words = ["-q", ...options, ...(passphrase === undefined ? ["-N", ""] : []), "-C", name, "-f", path];
  if (passphrase === undefined) execFileSync("ssh-keygen", words);
  else withPassphrase(folder, passphrase, words);
  const privateKey = readFileSync(path, "utf8");
  noteKey(privateKey);
  return {
    path,
    privateKey,
    publicKey: readFileSync(`${path}.pub`, "utf8").trim(),
  };
}

/** It asks a program for it: everybody sees the words of a process. */
function withPassphrase(folder: string, passphrase: string, words: readonly string[]): void {
  const asked = join(folder, "ask-passphrase");
  writeFileSync(asked, '#!/bin/sh\nprintf "%s\\n" "$PASSPHRASE"\n', { mode: 0o700 });
  const env = { ...process.env, SSH_ASKPASS: asked, SSH_ASKPASS_REQUIRE: "force", PASSPHRASE: passphrase };
  execFileSync("ssh-keygen", words, { env, stdio: ["ignore", "ignore", "inherit"] });
}
