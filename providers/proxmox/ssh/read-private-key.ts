import { createPrivateKey, type KeyObject } from "node:crypto";

import ssh2, { type ParsedKey } from "ssh2";

import { opensshKey } from "./openssh-key.js";
import type { PrivateKey } from "./settings/private-key.js";

/** Opens a private key in any of its usual forms: OpenSSH's, PEM, PKCS#8. An error says why it can't. */
export async function readPrivateKey({ text, passphrase }: PrivateKey): Promise<ParsedKey | Error> {
  const isPkcs8 = /^-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/.test(text);
  const known = isPkcs8 ? fromPkcs8(text, passphrase) : text;
  if (known instanceof Error) return known;
  const key = ssh2.utils.parseKey(known, isPkcs8 ? undefined : passphrase);
  if (key instanceof Error)
    return new Error(
      /passphrase|decrypt|integrity/i.test(key.message)
        ? "its passphrase is wrong"
        : `it can't be read: ${key.message}`,
    );
  // A file in OpenSSH's form may hold several; only ever one is there.
  const [first] = [key].flat();
  return first?.isPrivateKey() === true ? first : new Error("it holds no private key");
}

/** The SSH library reads no PKCS#8: the key goes to it in a form of its own kind. */
function fromPkcs8(text: string, passphrase: string | undefined): string | Error {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (thrown) {
    const { code = "", message } = thrown as NodeJS.ErrnoException;
    return new Error(
      /DECRYPT|EVP_|PASSWORD/i.test(code) ? "its passphrase is wrong" : `it can't be read: ${message}`,
    );
  }
  const type = key.asymmetricKeyType ?? "unknown";
  if (type === "ed25519") return opensshKey(key);
  if (type === "rsa") return key.export({ type: "pkcs1", format: "pem" }).toString();
  if (type === "ec") return key.export({ type: "sec1", format: "pem" }).toString();
  return new Error(`SSH has no keys of the type ${type}`);
}
