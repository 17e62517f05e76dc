import { isList, isObject, type Value } from "../value/value.js";
import { parseTemplate } from "./parse-template.js";
import { ExpressionError, type Expression } from "./syntax.js";
import type { Path } from "../value/path.js";
import { pathText } from "../value/path.js";

/** A JSON value of the synthesized code, with the expressions in its strings. */
export function parseBody(json: Value, path: Path = []): Expression {
  if (typeof json === "string") return parseAt(json, path);
  if (isList(json)) {
    const elements = json.map((element, index) => parseBody(element, [...path, index]));
    return elements.every(isLiteral)
      ? { kind: "literal", value: elements.map(literalOf) }
      : { kind: "list", elements };
  }
  if (!isObject(json)) return { kind: "literal", value: json };
  const entries = Object.entries(json)
    .filter(([key]) => key !== "//")
    .map(([key, value]) => ({ key: parseAt(key, path), value: parseBody(value, [...path, key]) }));
  if (!entries.every(({ key, value }) => isLiteral(key) && isLiteral(value)))
    return { kind: "object", entries };
  return {
    kind: "literal",
    value: Object.fromEntries(entries.map(({ key, value }) => [literalOf(key) as string, literalOf(value)])),
  };
}

function isLiteral(expression: Expression): boolean {
  return expression.kind === "literal";
}

function literalOf(expression: Expression): Value {
  return expression.kind === "literal" ? expression.value : null;
}

function parseAt(text: string, path: Path): Expression {
  try {
    return parseTemplate(text);
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown;
    throw new ExpressionError(
      `${path.length === 0 ? "" : `${pathText(path)}: `}${thrown.message} in ${JSON.stringify(text)}`,
    );
  }
}
