import { fail } from "../failure.js";

/** A line of authorized keys: options, a type, and something that may be a key. */
const key = /^(?:\S+ )?(?:(?:sk-)?(?:ssh|ecdsa)-[\w@.-]+)\s+[A-Za-z0-9+/=]+(?:\s.*)?$/;

/** Refuses a text of which a line is no public key. */
export function checkAuthorizedKeys(text: string): void {
  if (text.split("\n").some((line) => line.trim() !== "" && !key.test(line.trim())))
    fail("SSH public key validation error");
}
