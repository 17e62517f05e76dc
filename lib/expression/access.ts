import { isList, isObject, isUnknown } from "../value/value.js";
import { marksAt, marksWithin, plain, type Marked } from "./marked.js";
import { ExpressionError, type Step } from "./syntax.js";

/** What lies one step inside a value. */
export function access(of: Marked, step: Step): Marked {
  const { value } = of;
  if (isUnknown(value)) return of;
  if (value === null) throw new ExpressionError(`there is no ${quote(step)} in null`);
  if (isList(value)) {
    const index = Number(step);
    const element = Number.isInteger(index) ? value[index] : undefined;
    if (element === undefined)
      throw new ExpressionError(`there is no element ${quote(step)} in a list of ${value.length}`);
    return { value: element, marks: marksAt(of.marks, index) };
  }
  if (!isObject(value)) throw new ExpressionError(`there is no ${quote(step)} in a ${typeof value}`);
  const name = String(step);
  const inner = Object.hasOwn(value, name) ? value[name] : undefined;
  if (inner === undefined)
    throw new ExpressionError(
      `there is no ${quote(step)}; there is ${Object.keys(value).join(", ") || "nothing"}`,
    );
  return { value: inner, marks: marksAt(of.marks, name) };
}

export function accessAll(of: Marked, steps: readonly Step[]): Marked {
  return steps.reduce(access, of);
}

/** The same steps in each element of a list; a single value counts as a list of one, null as an empty one. */
export function splat(of: Marked, steps: readonly Step[]): Marked {
  const { value } = of;
  if (isUnknown(value)) return of;
  if (value === null) return plain([]);
  const elements = isList(value)
    ? value.map((element, index) => ({ value: element, marks: marksAt(of.marks, index) }))
    : [of];
  return listOf(elements.map((element) => accessAll(element, steps)));
}

export function listOf(elements: readonly Marked[]): Marked {
  return {
    value: elements.map(({ value }) => value),
    marks: elements.flatMap(({ marks }, index) => marksWithin(marks, index)),
  };
}

function quote(step: Step): string {
  return typeof step === "number" ? `[${step}]` : JSON.stringify(step);
}
