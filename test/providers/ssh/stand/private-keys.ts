import ssh2 from "ssh2";

import { noteKey } from "./note-key.js";

/** A fresh private key in OpenSSH's form. */
export function makePrivateKey({ passphrase }: { readonly passphrase?: string } = {}): string {
  const { private: text } = ssh2.utils.generateKeyPairSync(
    "ed25519",
    passphrase === undefined ? {} : { passphrase, cipher: "aes256-ctr", rounds: 16 },
  );
  noteKey(text);
  return `${text.trim()}\n`;
}
