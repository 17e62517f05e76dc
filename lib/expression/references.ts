import type { Expression } from "./syntax.js";
import { referenceOf, type Reference } from "./target.js";

/** Everything that an expression refers to. Throws for a name that can refer to nothing. */
export function references(expression: Expression, bound: readonly string[] = []): readonly Reference[] {
  const within = (inner: Expression) => references(inner, bound);
  switch (expression.kind) {
    case "literal":
      return [];
    case "template":
      return expression.parts.flatMap(within);
    case "traversal":
      return bound.includes(expression.root) ? [] : [referenceOf(expression.root, expression.steps)];
    case "index":
      return [...within(expression.of), ...within(expression.key)];
    case "splat":
      return within(expression.of);
    case "call":
      return expression.given.flatMap(within);
    case "list":
      return expression.elements.flatMap(within);
    case "object":
      return expression.entries.flatMap(({ key, value }) => [...within(key), ...within(value)]);
    case "unary":
      return within(expression.operand);
    case "binary":
      return [...within(expression.left), ...within(expression.right)];
    case "conditional":
      return [expression.condition, expression.yes, expression.no].flatMap(within);
    case "for": {
      const names = [
        ...bound,
        expression.valueName,
        ...(expression.keyName === undefined ? [] : [expression.keyName]),
      ];
      const inner = [expression.resultKey, expression.result, expression.condition].filter(
        (each) => each !== undefined,
      );
      return [...within(expression.of), ...inner.flatMap((each) => references(each, names))];
    }
  }
}
