import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Refused } from "./refused.js";
import { told } from "./told.js";

/** An answer of PVE that is not a success, told for a person. Never holds what was sent: that may be secret. */
export class ApiError extends Refusal {
  readonly refused: Refused;

  constructor(refused: Refused, diagnostics: readonly Diagnostic[] = told(refused)) {
    super(diagnostics);
    this.name = "ApiError";
    this.refused = refused;
  }
}
