import type { Cursor } from "./cursor.js";
import { parseFor } from "./parse-for.js";
import { quoted } from "./template-parts.js";
import {
  binaryOperators,
  ExpressionError,
  type BinaryOperator,
  type Entry,
  type Expression,
  type Step,
} from "./syntax.js";

const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** One expression from the cursor on; what follows it is the caller's. */
export function parseExpression(cursor: Cursor): Expression {
  const condition = parseBinary(cursor, 0);
  cursor.skipSpace();
  if (!cursor.take("?")) return condition;
  const yes = parseExpression(cursor);
  cursor.expect(":");
  return { kind: "conditional", condition, yes, no: parseExpression(cursor) };
}

function parseBinary(cursor: Cursor, level: number): Expression {
  const operators = binaryOperators[level];
  if (operators === undefined) return parseUnary(cursor);
  let left = parseBinary(cursor, level + 1);
  for (;;) {
    cursor.skipSpace();
    const operator: BinaryOperator | undefined = operators.find((each) => cursor.take(each));
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: parseBinary(cursor, level + 1) };
  }
}

function parseUnary(cursor: Cursor): Expression {
  cursor.skipSpace();
  for (const operator of ["-", "!"] as const)
    if (cursor.take(operator)) return { kind: "unary", operator, operand: parseUnary(cursor) };
  return parsePostfix(cursor, parsePrimary(cursor));
}

function parsePrimary(cursor: Cursor): Expression {
  if (cursor.take('"')) return quoted(cursor, parseExpression);
  if (cursor.take("(")) {
    const inner = parseExpression(cursor);
    cursor.expect(")");
    return inner;
  }
  if (cursor.take("["))
    return parseFor(cursor, "]", parseExpression) ?? { kind: "list", elements: parseList(cursor, "]") };
  if (cursor.take("{"))
    return parseFor(cursor, "}", parseExpression) ?? { kind: "object", entries: parseEntries(cursor) };
  if (cursor.startsWith("<<")) throw new ExpressionError("here documents (<<) are not supported");
  const number = cursor.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  const name = cursor.match(identifier);
  if (name === undefined) cursor.fail("an expression is missing");
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
  if (name === "null") return { kind: "literal", value: null };
  if (cursor.startsWith("::"))
    throw new ExpressionError(`functions of providers (${name}::...) are not supported`);
  return cursor.take("(") ? parseCall(cursor, name) : { kind: "traversal", root: name, steps: [] };
}

function parseCall(cursor: Cursor, name: string): Expression {
  const given: Expression[] = [];
  let expands = false;
  for (;;) {
    cursor.skipSpace();
    if (cursor.take(")")) return { kind: "call", name, given, expands };
    given.push(parseExpression(cursor));
    cursor.skipSpace();
    expands = cursor.take("...");
    cursor.skipSpace();
    if (!cursor.take(",")) {
      cursor.expect(")");
      return { kind: "call", name, given, expands };
    }
  }
}

function parseList(cursor: Cursor, end: string): readonly Expression[] {
  const elements: Expression[] = [];
  for (;;) {
    cursor.skipSpace();
    if (cursor.take(end)) return elements;
    elements.push(parseExpression(cursor));
    cursor.skipSpace();
    if (!cursor.take(",")) {
      cursor.expect(end);
      return elements;
    }
  }
}

function parseEntries(cursor: Cursor): readonly Entry[] {
  const entries: Entry[] = [];
  for (;;) {
    cursor.skipSpace();
    if (cursor.take("}")) return entries;
    const key = keyOf(parseExpression(cursor));
    cursor.skipSpace();
    if (!cursor.take("=")) cursor.expect(":");
    entries.push({ key, value: parseExpression(cursor) });
    cursor.match(/[ \t]*(?:,|\n)?/y);
  }
}

/** A bare word before `=` is a key, not a reference. */
function keyOf(key: Expression): Expression {
  return key.kind === "traversal" && key.steps.length === 0 ? { kind: "literal", value: key.root } : key;
}

function parsePostfix(cursor: Cursor, start: Expression): Expression {
  let expression = start;
  for (;;) {
    if (cursor.match(/\s*\[\*\]|\s*\.\*/y) !== undefined) {
      expression = { kind: "splat", of: expression, steps: splatSteps(cursor) };
      continue;
    }
    const step = literalStep(cursor);
    if (step !== undefined) expression = withStep(expression, step);
    else if (cursor.match(/\s*\[/y) !== undefined) {
      const key = parseExpression(cursor);
      cursor.expect("]");
      expression =
        key.kind === "literal" && (typeof key.value === "string" || typeof key.value === "number")
          ? withStep(expression, key.value)
          : { kind: "index", of: expression, key };
    } else return expression;
  }
}

function withStep(expression: Expression, step: Step): Expression {
  return expression.kind === "traversal"
    ? { ...expression, steps: [...expression.steps, step] }
    : { kind: "index", of: expression, key: { kind: "literal", value: step } };
}

function splatSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    const step = literalStep(cursor);
    if (step === undefined) return steps;
    steps.push(step);
  }
}

/** `.name` or `.0`. */
function literalStep(cursor: Cursor): Step | undefined {
  const position = cursor.position;
  if (cursor.match(/\s*\.(?!\.)/y) === undefined) return undefined;
  const index = cursor.match(/\d+/y);
  if (index !== undefined) return Number(index);
  const name = cursor.match(identifier);
  if (name === undefined) {
    cursor.position = position;
    return undefined;
  }
  return name;
}
