import { error, type Diagnostic } from "../diagnostic/diagnostic.js";
import { evaluate, type Scope } from "../expression/evaluate.js";
import { marksWithin, type Mark } from "../expression/marked.js";
import { ExpressionError } from "../expression/syntax.js";
import type { Attributes } from "../schema/attribute.js";
import { isWithin } from "../value/path.js";
import { unknown, type Value, type ValueObject } from "../value/value.js";
import type { Body } from "./blueprint/blueprint.js";
import { shapeObject } from "./shape.js";

/** A block's arguments, evaluated. */
export interface Configuration {
  /** All attributes by name; null where the author wrote nothing. */
  readonly values: ValueObject;
  /** Where secrets of the code lie. */
  readonly marks: readonly Mark[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Evaluates a block's arguments into the shape of its attributes. */
export function evaluateBody(attributes: Attributes, body: Body, scope: Scope): Configuration {
  const diagnostics: Diagnostic[] = [];
  const marks: Mark[] = [];
  const values = Object.entries(body).map(([name, expression]): [string, Value] => {
    try {
      const marked = evaluate(expression, scope);
      marks.push(...marksWithin(marked.marks, name));
      return [name, marked.value];
    } catch (thrown) {
      if (!(thrown instanceof ExpressionError)) throw thrown;
      diagnostics.push(error(`${name}: ${thrown.message}`, { path: [name] }));
      return [name, unknown];
    }
  });
  return { values: shapeObject(attributes, Object.fromEntries(values)), marks, diagnostics };
}

/** Takes the quoted value out of diagnostics about secrets of the code. */
export function withoutSecrets(
  diagnostics: readonly Diagnostic[],
  marks: readonly Mark[],
): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { path } = diagnostic;
    const isSecret =
      path !== undefined && marks.some((mark) => isWithin(path, mark.path) || isWithin(mark.path, path));
    return isSecret ? { ...diagnostic, detail: "The value given is a secret." } : diagnostic;
  });
}
