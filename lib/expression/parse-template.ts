import { Cursor } from "./cursor.js";
import { parseExpression } from "./parse-expression.js";
import type { Expression } from "./syntax.js";
import { unquoted } from "./template-parts.js";

/** A string of the JSON syntax: text, with `${...}` in it. A string that is one `${...}` is that expression's value. */
export function parseTemplate(text: string): Expression {
  if (!text.includes("${") && !text.includes("%{")) return { kind: "literal", value: text };
  return unquoted(new Cursor(text), parseExpression);
}

/** Text that is an expression as a whole, as `depends_on` and `replace_triggered_by` have it, `${}` around it or not. */
export function parseBare(text: string): Expression {
  if (text.includes("${")) return parseTemplate(text);
  const cursor = new Cursor(text);
  const expression = parseExpression(cursor);
  cursor.skipSpace();
  return cursor.isAtEnd ? expression : cursor.fail("the end is expected");
}
