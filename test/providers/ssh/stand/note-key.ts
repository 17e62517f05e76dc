import { noteSecret } from "../../../secrets/notes.js";

/** Beginnings of keys are alike, and hold the public half. */
const linesBeforeTheSecret = 3;

/** Remembers the secret lines of a private key. */
export function noteKey(text: string): void {
  for (const line of text.split(/\r?\n/).slice(linesBeforeTheSecret))
    if (/^[\w+/=]{40,}$/.test(line)) noteSecret(line);
}
