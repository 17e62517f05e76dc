import { createHash } from "node:crypto";

/** A public key as it comes over the wire, in base64. */
export interface PublicKey {
  /** `ssh-ed25519`. */
  readonly type: string;
  readonly base64: string;
}

/** A key from its wire form, whose first field is its type. */
export function publicKeyOf(blob: Buffer): PublicKey {
  const length = blob.length < 4 ? 0 : blob.readUInt32BE(0);
  return { type: blob.toString("latin1", 4, 4 + length), base64: blob.toString("base64") };
}

/** `SHA256:...`, as OpenSSH shows it. */
export function fingerprintOf({ base64 }: PublicKey): string {
  const digest = createHash("sha256").update(Buffer.from(base64, "base64")).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}

/** For messages: `ssh-ed25519 SHA256:...`. */
export function keyText(key: PublicKey): string {
  return `${key.type} ${fingerprintOf(key)}`;
}
