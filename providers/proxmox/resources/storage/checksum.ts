import type { Value } from "../../../../lib/value/value.js";

/** The algorithms that Proxmox VE knows. */
export const algorithms = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"] as const;

export interface Checksum {
  readonly algorithm: (typeof algorithms)[number];
  /** Hexadecimal digits. */
  readonly value: string;
}

const byLength: Readonly<Record<number, Checksum["algorithm"]>> = {
  32: "md5",
  40: "sha1",
  56: "sha224",
  64: "sha256",
  96: "sha384",
  128: "sha512",
};

/** A checksum with or without its algorithm before it, `sha256:...`; the length tells it as well. */
export function parseChecksum(value: Value | undefined): Checksum | undefined {
  if (typeof value !== "string") return undefined;
  const digits = value.replace(/^[a-z0-9]+:/i, "").toLowerCase();
  const algorithm = byLength[digits.length];
  return algorithm === undefined || !/^[0-9a-f]+$/.test(digits) ? undefined : { algorithm, value: digits };
}
