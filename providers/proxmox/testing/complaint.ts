import { createColors } from "picocolors";

import { diagnosticsText } from "../../../lib/cli/render/diagnostic.js";
import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";

/** Diagnostics as the command line shows them, where a terminal has no colours. */
export function told(diagnostics: readonly Diagnostic[]): string {
  return diagnosticsText(diagnostics, { colors: createColors(false) }).trimEnd();
}

/** What was thrown, as an error whose message is all that the command line would tell. */
export function complaint(thrown: unknown): unknown {
  return thrown instanceof Refusal ? new Error(told(thrown.diagnostics), { cause: thrown }) : thrown;
}
