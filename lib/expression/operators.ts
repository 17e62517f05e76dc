import { equal } from "../value/equal.js";
import type { Value } from "../value/value.js";
import { asFlag, asNumber } from "./convert.js";
import { ExpressionError, type BinaryOperator } from "./syntax.js";

/** The value of an operation on known values. */
export function operate(operator: BinaryOperator, left: Value, right: Value): Value {
  switch (operator) {
    case "||":
      return asFlag(left) || asFlag(right);
    case "&&":
      return asFlag(left) && asFlag(right);
    case "==":
      return equal(left, right);
    case "!=":
      return !equal(left, right);
    case "<":
      return asNumber(left) < asNumber(right);
    case ">":
      return asNumber(left) > asNumber(right);
    case "<=":
      return asNumber(left) <= asNumber(right);
    case ">=":
      return asNumber(left) >= asNumber(right);
    case "+":
      return asNumber(left) + asNumber(right);
    case "-":
      return asNumber(left) - asNumber(right);
    case "*":
      return asNumber(left) * asNumber(right);
    case "/":
      if (asNumber(right) === 0) throw new ExpressionError("division by zero");
      return asNumber(left) / asNumber(right);
    case "%":
      return asNumber(left) % asNumber(right);
  }
}
