import type { Cursor } from "./cursor.js";
import type { Expression } from "./syntax.js";
import type { Parse } from "./template-parts.js";

/** A `for` behind an opening bracket; undefined where something else stands there. */
export function parseFor(cursor: Cursor, end: "]" | "}", parse: Parse): Expression | undefined {
  cursor.skipSpace();
  if (cursor.match(/for\s+(?=[\p{L}_])/uy) === undefined) return undefined;
  const first = name(cursor);
  cursor.skipSpace();
  const second = cursor.take(",") ? name(cursor) : undefined;
  cursor.expect("in");
  const of = parse(cursor);
  cursor.expect(":");
  const left = parse(cursor);
  cursor.skipSpace();
  const right = end === "}" ? valueAfterArrow(cursor, parse) : undefined;
  cursor.skipSpace();
  const condition = cursor.match(/if\b/y) === undefined ? undefined : parse(cursor);
  cursor.expect(end);
  return {
    kind: "for",
    ...(second === undefined ? {} : { keyName: first }),
    valueName: second ?? first,
    of,
    ...(right === undefined ? {} : { resultKey: left }),
    result: right ?? left,
    ...(condition === undefined ? {} : { condition }),
  };
}

function valueAfterArrow(cursor: Cursor, parse: Parse): Expression {
  cursor.expect("=>");
  const value = parse(cursor);
  cursor.skipSpace();
  if (cursor.startsWith("...")) cursor.fail("grouping (...) is not supported");
  return value;
}

function name(cursor: Cursor): string {
  cursor.skipSpace();
  return cursor.match(/[\p{L}_][\p{L}\p{N}_-]*/uy) ?? cursor.fail("a name is missing");
}
