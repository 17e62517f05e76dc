import ssh2 from "ssh2";

/** A fresh private key in OpenSSH's form. */
export function makePrivateKey({ passphrase }: { readonly passphrase?: string } = {}): string {
  const { private: text } = ssh2.utils.generateKeyPairSync(
    "ed25519",
    passphrase === undefined ? {} : { passphrase, cipher: "aes256-ctr", rounds: 16 },
  );
  return `${text.trim()}\n`;
}
