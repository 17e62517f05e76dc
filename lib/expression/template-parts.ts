import type { Cursor } from "./cursor.js";
import { ExpressionError, type Expression } from "./syntax.js";

/** Parses one expression from the cursor on. */
export type Parse = (cursor: Cursor) => Expression;

/** Text with `${...}` in it, up to the end of the cursor's text. */
export function unquoted(cursor: Cursor, parse: Parse): Expression {
  return together(parts(cursor, { parse, isEnd: () => cursor.isAtEnd, take: () => cursor.next() }));
}

/** What stands between quotes in an expression; the opening quote is behind the cursor. */
export function quoted(cursor: Cursor, parse: Parse): Expression {
  const found = parts(cursor, {
    parse,
    isEnd: () => cursor.startsWith('"'),
    take: () => takeEscaped(cursor),
  });
  cursor.expect('"');
  return together(found);
}

/** Text that is one `${...}` is that expression's value, not text. */
function together(found: readonly Expression[]): Expression {
  const [only] = found;
  if (only === undefined) return { kind: "literal", value: "" };
  return found.length === 1 ? only : { kind: "template", parts: found };
}

interface Reading {
  readonly parse: Parse;
  readonly isEnd: () => boolean;
  readonly take: () => string;
}

function parts(cursor: Cursor, { parse, isEnd, take }: Reading): readonly Expression[] {
  const found: Expression[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") found.push({ kind: "literal", value: text });
    text = "";
  };
  while (!isEnd()) {
    if (cursor.isAtEnd) cursor.fail("a closing quote is missing");
    if (cursor.take("$${")) text += "${";
    else if (cursor.take("%%{")) text += "%{";
    else if (cursor.startsWith("%{"))
      throw new ExpressionError("template directives (%{ ... }) are not supported");
    else if (cursor.take("${")) {
      if (cursor.startsWith("~")) throw new ExpressionError("strip markers (${~ ... ~}) are not supported");
      flush();
      found.push(parse(cursor));
      cursor.expect("}");
    } else text += take();
  }
  flush();
  return found;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function takeEscaped(cursor: Cursor): string {
  if (!cursor.take("\\")) return cursor.next();
  const code = cursor.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
  return escapes[cursor.next()] ?? cursor.fail("an unknown escape (\\)");
}
