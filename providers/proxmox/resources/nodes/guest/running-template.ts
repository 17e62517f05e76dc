import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../../../../lib/value/value.js";

/** Refuses a template that shall run. */
export function runningTemplate({ running, template }: ValueObject): readonly Diagnostic[] {
  return running === true && template === true
    ? [
        error("a template can't run", {
          path: ["running"],
          detail: "Guests are made from it (clone). Leave running out, or leave out template.",
        }),
      ]
    : [];
}
