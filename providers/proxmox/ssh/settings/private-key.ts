import { error } from "../../../../lib/diagnostic/diagnostic.js";
import type { Given } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";

/** A private key as text with lines, and what opens it if it is encrypted. */
export interface PrivateKey {
  readonly text: string;
  readonly passphrase: string | undefined;
}

/** Reads a private key so far as it can be judged without cryptography: what it is, and whether it can be opened. */
export function privateKeyOf(
  given: Given<string>,
  passphrase: string | undefined,
  report: Report,
): PrivateKey | undefined {
  const text = withLines(given.value);
  const wrong = (summary: string, detail: string) => {
    report(error(`${given.from} ${summary}`, { path: given.path, detail }));
    return undefined;
  };
  if (/^(?:ssh-|ecdsa-|sk-)\S+ AAAA/.test(text))
    return wrong("is a public key", "The private one is in the file of the same name without .pub.");
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(text) && !text.startsWith("PuTTY-User-Key-File"))
    return wrong(
      "is not a private key",
      'It must hold the key itself, from -----BEGIN ... PRIVATE KEY----- to the end: not its path, but what the file holds, for example file("~/.ssh/id_ed25519").',
    );
  if (!/-----END [A-Z ]*PRIVATE KEY-----\n$/.test(text) && !text.startsWith("PuTTY-User-Key-File"))
    return wrong("is cut off", "Its last line, -----END ... PRIVATE KEY-----, is missing.");
  if (isEncrypted(text) && passphrase === undefined)
    return wrong(
      "is encrypted",
      "Give its passphrase (`ssh.private_key_passphrase`, PROXMOX_VE_SSH_PRIVATE_KEY_PASSPHRASE), load it into an agent (ssh-add) and set `ssh.agent`, or take a copy without one: ssh-keygen -p -N '' -f copy_of_key.",
    );
  return { text, passphrase };
}

/** Indented in a document, or with its line breaks written out in a variable, it is still the same key. */
function withLines(value: string): string {
  const broken = value.includes("\n") ? value : value.replaceAll("\\n", "\n");
  return `${broken
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join("\n")}\n`;
}

function isEncrypted(text: string): boolean {
  if (/^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED$|^Encryption: (?!none$)/m.test(text)) return true;
  if (!text.startsWith("-----BEGIN OPENSSH")) return false;
  const blob = Buffer.from(text.split("\n").slice(1, -2).join(""), "base64");
  const magic = "openssh-key-v1\0";
  if (blob.length < magic.length + 4) return false;
  const length = blob.readUInt32BE(magic.length);
  return blob.toString("latin1", magic.length + 4, magic.length + 4 + length) !== "none";
}
