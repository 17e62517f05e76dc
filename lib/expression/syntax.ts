import type { Value } from "../value/value.js";

/** A Terraform expression, or a whole JSON body with expressions in its strings. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Value }
  /** Text with expressions in it; the parts are put together as text. */
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  /** `proxmox_vm.web.disks["scsi0"].size`: a name and literal steps from it. */
  | { readonly kind: "traversal"; readonly root: string; readonly steps: readonly Step[] }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  | { readonly kind: "splat"; readonly of: Expression; readonly steps: readonly Step[] }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly given: readonly Expression[];
      /** The last argument is a list of arguments (`...`). */
      readonly expands: boolean;
    }
  | { readonly kind: "list"; readonly elements: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly Entry[] }
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | ForExpression;

export type Step = string | number;

export interface Entry {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for key, value in of : result if condition]`, with `resultKey` for the form in braces. */
export interface ForExpression {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly of: Expression;
  readonly resultKey?: Expression;
  readonly result: Expression;
  readonly condition?: Expression;
}

/** Loosest first. */
export const binaryOperators = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
] as const;

export type BinaryOperator = (typeof binaryOperators)[number][number];

/** An expression that is not understood or makes no sense; the message says what, the caller where. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ExpressionError";
  }
}
