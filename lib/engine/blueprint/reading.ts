import { error, hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { Refusal } from "../../diagnostic/refusal.js";
import { parseBody } from "../../expression/parse-body.js";
import { ExpressionError, type Expression } from "../../expression/syntax.js";
import { isList, isObject, type Value, type ValueObject } from "../../value/value.js";

/** Gathers everything that is wrong with a synthesized file, so that it is told at once. */
export class Reading {
  readonly diagnostics: Diagnostic[] = [];

  refuse(summary: string, more: { readonly address?: string; readonly detail?: string } = {}): void {
    this.diagnostics.push(error(summary, more));
  }

  /** Runs what may meet an expression that is not understood; undefined where it does. */
  attempt<T>(address: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (thrown) {
      if (!(thrown instanceof ExpressionError)) throw thrown;
      this.refuse(`${address}: ${thrown.message}`, {
        address,
        detail:
          "The embedded engine knows references, operators and the functions that need nothing but their arguments. Work the value out in the program, or apply this stack with Terraform.",
      });
      return undefined;
    }
  }

  expression(
    value: Value,
    { address, name }: { readonly address: string; readonly name: string },
  ): Expression {
    return this.attempt(address, () => parseBody(value, [name])) ?? { kind: "literal", value: null };
  }

  throwIfWrong(): void {
    if (hasErrors(this.diagnostics)) throw new Refusal(this.diagnostics);
  }
}

/** The entries of a block type: `{ name: {...} }`, also where the JSON repeats it as a list. */
export function blocksOf(value: Value | undefined): readonly (readonly [string, ValueObject])[] {
  const objects = isList(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
  return objects.flatMap((object) =>
    Object.entries(object)
      .filter(([name]) => name !== "//")
      .flatMap(([name, inner]): [string, ValueObject][] =>
        listed(inner).map((each): [string, ValueObject] => [name, each]),
      ),
  );
}

/** One object or several, as a list. */
export function listed(value: Value | undefined): readonly ValueObject[] {
  return isList(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
}
