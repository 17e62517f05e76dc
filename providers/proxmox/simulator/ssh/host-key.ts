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
  const { private: privateKey, public: publicKey } = readablePair();
  const bytes = Buffer.from(publicKey.split(" ")[1] as string, "base64");
  const digest = createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "");
  return { privateKey, publicKey: publicKey.trim(), fingerprint: `SHA256:${digest}` };
}

/** One in two hundred of the library's own pairs it can't read itself. */
function readablePair(): ReturnType<typeof ssh2.utils.generateKeyPairSync> {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519");
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}
