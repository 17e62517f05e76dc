import { createHash } from "node:crypto";

import { fail } from "./failure.js";

/** The digest of a configuration file's text, as PVE computes it. */
export function digestOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** Refuses a write that was based on another text. */
export function assertDigest(given: string | number | undefined, text: string): void {
  if (given !== undefined && String(given) !== digestOf(text))
    fail("detected modified configuration - file changed by other user? Try again.");
}
