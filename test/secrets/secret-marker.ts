import { randomBytes } from "node:crypto";

import { noteSecret } from "./notes.js";

/** A secret for one test that occurs nowhere else, so that it is known wherever it comes to light. */
export function secretMarker(of: string): string {
  const marker = `marker-${of}-${randomBytes(12).toString("hex")}`;
  noteSecret(marker);
  return marker;
}
