import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The `h1:` hash that Terraform's lock file gives for a provider's folder: of its files' names and bytes. */
export function directoryHash(folder: string): string {
  const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes);
  const lines = readdirSync(folder)
    .sort()
    .map((name) => `${sha256(readFileSync(join(folder, name))).digest("hex")}  ${name}\n`);
  return `h1:${sha256(lines.join("")).digest("base64")}`;
}
