import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../../../../lib/value/value.js";

/** Refuses to make a guest of a template again. */
export function backFromTemplate(prior: ValueObject, planned: ValueObject): readonly Diagnostic[] {
  return prior["template"] === true && planned["template"] === false
    ? [
        error("a template can't become a guest again", {
          path: ["template"],
          detail: "Make a guest from it (clone), or leave the attribute out.",
        }),
      ]
    : [];
}
