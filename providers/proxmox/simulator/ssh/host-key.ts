import { createHash } from "node:crypto";

import ssh2 from "ssh2";

export interface HostKey {
  readonly privateKey: string;
  /** As a known_hosts file has it: `ssh-ed25519 AAAA...`. */
  readonly publicKey: string;
  /** `SHA256:...`, as OpenSSH shows it. */
  readonly fingerprint: string;
}

/** A fresh node's key. */
export function createHostKey(): HostKey {
  const { private: privateKey, public: publicKey } = ssh2.utils.generateKeyPairSync("ed25519");
  const bytes = Buffer.from(publicKey.split(" ")[1] as string, "base64");
  const digest = createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "");
  return { privateKey, publicKey: publicKey.trim(), fingerprint: `SHA256:${digest}` };
}
