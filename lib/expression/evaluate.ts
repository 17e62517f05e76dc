import { containsUnknown, isList, isObject, isUnknown, unknown, type Value } from "../value/value.js";
import { accessAll, access, listOf, splat } from "./access.js";
import { asFlag, asNumber, asText, kindOf } from "./convert.js";
import { functions } from "./functions.js";
import {
  derived,
  isMarked,
  isSensitive,
  marksAt,
  marksWithin,
  outermost,
  plain,
  secret,
  type Marked,
} from "./marked.js";
import { operate } from "./operators.js";
import { ExpressionError, type Expression, type ForExpression } from "./syntax.js";
import { referenceOf, type Target } from "./target.js";

/** What names stand for. */
export interface Scope {
  /** Throws an `ExpressionError` where there is no such thing. */
  resolve(target: Target): Marked;
  /** Names bound by `for`. */
  readonly bound?: Readonly<Record<string, Marked>>;
}

/** The value of an expression, and what in it is sensitive. Throws an `ExpressionError` where it has none. */
export function evaluate(expression: Expression, scope: Scope): Marked {
  const of = (inner: Expression) => evaluate(inner, scope);
  switch (expression.kind) {
    case "literal":
      return plain(expression.value);
    case "template": {
      const parts = expression.parts.map(of);
      return derived(
        parts.some(({ value }) => isUnknown(value))
          ? unknown
          : parts.map(({ value }) => asText(value)).join(""),
        parts,
      );
    }
    case "traversal": {
      const bound = scope.bound?.[expression.root];
      if (bound !== undefined) return accessAll(bound, expression.steps);
      const { target, rest } = referenceOf(expression.root, expression.steps);
      return accessAll(scope.resolve(target), rest);
    }
    case "index": {
      const key = of(expression.key);
      const inner = of(expression.of);
      if (isUnknown(key.value)) return derived(unknown, [key, inner]);
      if (typeof key.value !== "string" && typeof key.value !== "number")
        throw new ExpressionError(`${kindOf(key.value)} can't be an index`);
      return marked(access(inner, key.value), key);
    }
    case "splat":
      return splat(of(expression.of), expression.steps);
    case "call":
      return call(expression, scope);
    case "list":
      return listOf(expression.elements.map(of));
    case "object":
      return objectOf(expression.entries.map(({ key, value }) => [of(key), of(value)]));
    case "unary": {
      const operand = of(expression.operand);
      if (isUnknown(operand.value)) return operand;
      return derived(expression.operator === "-" ? -asNumber(operand.value) : !asFlag(operand.value), [
        operand,
      ]);
    }
    case "binary": {
      const [left, right] = [of(expression.left), of(expression.right)];
      const isOpen = containsUnknown(left.value) || containsUnknown(right.value);
      return derived(isOpen ? unknown : operate(expression.operator, left.value, right.value), [left, right]);
    }
    case "conditional": {
      const condition = of(expression.condition);
      if (isUnknown(condition.value))
        return derived(unknown, [condition, of(expression.yes), of(expression.no)]);
      return marked(of(asFlag(condition.value) ? expression.yes : expression.no), condition);
    }
    case "for":
      return evaluateFor(expression, scope);
  }
}

/** A value that was chosen by another is as sensitive as the one that chose. */
function marked(value: Marked, by: Marked): Marked {
  return isMarked(by) ? derived(value.value, [value, by]) : value;
}

function objectOf(entries: readonly (readonly [Marked, Marked])[]): Marked {
  if (entries.some(([key]) => isUnknown(key.value))) return derived(unknown, entries.flat());
  if (entries.some(([key]) => isSensitive(key)))
    throw new ExpressionError("a sensitive value can't be the key of an object");
  return {
    value: Object.fromEntries(entries.map(([key, { value }]) => [asText(key.value), value])),
    marks: entries.flatMap(([key, { marks }]) => marksWithin(marks, asText(key.value))),
  };
}

function call({ name, given, expands }: Extract<Expression, { kind: "call" }>, scope: Scope): Marked {
  if (name === "try" || name === "can") return attempt(name, given, scope);
  const evaluated = given.map((each) => evaluate(each, scope));
  const last = evaluated.at(-1);
  const values = expands && last !== undefined ? [...evaluated.slice(0, -1), ...expanded(last)] : evaluated;
  const [first] = values;
  if (name === "sensitive" && first !== undefined) return secret(first.value);
  if (name === "nonsensitive" && first !== undefined) return plain(first.value);
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (run === undefined) throw new ExpressionError(`the function "${name}" is not supported`);
  if (values.some(({ value }) => containsUnknown(value))) return derived(unknown, values);
  try {
    return derived(run(...values.map(({ value }) => value)), values);
  } catch (thrown) {
    // Messages of the platform may quote their input, which may be secret.
    throw new ExpressionError(
      `${name}: ${thrown instanceof ExpressionError ? thrown.message : "the arguments can't be used"}`,
    );
  }
}

function expanded(last: Marked): readonly Marked[] {
  if (!isList(last.value)) throw new ExpressionError(`"..." needs a list, ${kindOf(last.value)} is given`);
  return last.value.map((value, index) => ({ value, marks: marksAt(last.marks, index) }));
}

function attempt(name: "try" | "can", given: readonly Expression[], scope: Scope): Marked {
  for (const expression of given)
    try {
      const result = evaluate(expression, scope);
      return name === "can" ? derived(containsUnknown(result.value) ? unknown : true, [result]) : result;
    } catch (thrown) {
      if (!(thrown instanceof ExpressionError)) throw thrown;
    }
  if (name === "can") return plain(false);
  throw new ExpressionError("try: no argument has a value");
}

function evaluateFor(expression: ForExpression, scope: Scope): Marked {
  const source = evaluate(expression.of, scope);
  if (isUnknown(source.value)) return source;
  const rounds = roundsOf(source).map(([key, value]): Scope => ({
    ...scope,
    bound: {
      ...scope.bound,
      [expression.valueName]: value,
      ...(expression.keyName === undefined ? {} : { [expression.keyName]: plain(key) }),
    },
  }));
  const conditions = rounds.map((round) =>
    expression.condition === undefined ? plain(true) : evaluate(expression.condition, round),
  );
  if (conditions.some(({ value }) => isUnknown(value))) return derived(unknown, [source, ...conditions]);
  const chosen = rounds.filter((_, index) => asFlag((conditions[index] as Marked).value));
  const { resultKey } = expression;
  const result =
    resultKey === undefined
      ? listOf(chosen.map((round) => evaluate(expression.result, round)))
      : objectOf(chosen.map((round) => [evaluate(resultKey, round), evaluate(expression.result, round)]));
  if (conditions.some(isMarked)) return derived(result.value, [result, ...conditions]);
  return { ...result, marks: outermost(result.marks) };
}

function roundsOf({ value, marks }: Marked): readonly (readonly [Value, Marked])[] {
  if (isList(value))
    return value.map((element, index) => [index, { value: element, marks: marksAt(marks, index) }]);
  if (isObject(value))
    return Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, element]) => [key, { value: element, marks: marksAt(marks, key) }]);
  throw new ExpressionError(`"for" needs a list or a map, ${kindOf(value)} is given`);
}
