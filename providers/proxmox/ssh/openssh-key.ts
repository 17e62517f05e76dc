import type { KeyObject } from "node:crypto";

/** An Ed25519 key in OpenSSH's form, the only one that SSH has for it (PROTOCOL.key of OpenSSH). */
export function opensshKey(key: KeyObject): string {
  const { x = "", d = "" } = key.export({ format: "jwk" });
  const publicPart = Buffer.from(x, "base64url");
  const privatePart = Buffer.from(d, "base64url");
  const type = field("ssh-ed25519");
  const check = Buffer.alloc(8);
  const secret = Buffer.concat([
    check,
    type,
    field(publicPart),
    field(Buffer.concat([privatePart, publicPart])),
    field(""),
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const blob = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    field("none"),
    field("none"),
    field(""),
    Buffer.from([0, 0, 0, 1]),
    field(Buffer.concat([type, field(publicPart)])),
    field(Buffer.concat([secret, padding])),
  ]);
  const lines = blob.toString("base64").match(/.{1,70}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join(
    "\n",
  );
}

function field(content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
