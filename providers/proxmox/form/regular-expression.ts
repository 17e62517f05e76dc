import { textLike } from "../../../lib/schema/types.js";

/** An expression as users of other tools write it: flags may stand at its beginning, `(?i)`. Undefined for what is none. */
export function regularExpression(text: string): RegExp | undefined {
  const [, flags = "", pattern = ""] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(text) ?? [];
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}

/** Text that is a regular expression. */
export const expressionText = textLike(/^/, "a regular expression").refine(
  (given) => regularExpression(given) !== undefined,
  "must be a regular expression",
);
