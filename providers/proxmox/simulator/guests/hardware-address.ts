import { randomBytes } from "node:crypto";

/** A new address in the cluster's range. */
export function newAddress(prefix = "BC:24:11"): string {
  const bytes = [...randomBytes(6 - prefix.split(":").length)].map((byte) =>
    byte.toString(16).toUpperCase().padStart(2, "0"),
  );
  return [prefix, ...bytes].join(":");
}
