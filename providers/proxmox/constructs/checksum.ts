import { Token } from "cdktf";

import { parseChecksum } from "../resources/storage/checksum.js";

/** A checksum with its algorithm: `"sha256:..."`. */
export type Checksum = `${"md5" | "sha1" | "sha224" | "sha256" | "sha384" | "sha512"}:${string}`;

/** The digits of a checksum, whose number tells the algorithm. */
export function digitsOf(checksum: Checksum): string {
  return checksum.replace(/^[a-z0-9]+:/, "");
}

/** What is wrong with a checksum. */
export function checksumProblems(checksum: Checksum | undefined): string[] {
  if (checksum === undefined || Token.isUnresolved(checksum)) return [];
  const [algorithm] = checksum.split(":");
  const found = parseChecksum(checksum)?.algorithm;
  if (found === algorithm) return [];
  return [
    found === undefined
      ? `checksum: "${checksum}" is none: write the algorithm and hexadecimal digits, "sha256:..."`
      : `checksum: it says ${algorithm}, but has as many digits as ${found}`,
  ];
}
