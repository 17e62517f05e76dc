import { Token, Tokenization, type IResolveContext } from "cdktf";

import { escapedTemplate, quotedTemplate, ResolvedLater } from "./template-text.js";
import { hasReference } from "./text-parts.js";

/** A value as JSON text. What it refers to is put in as it is known, encoded, so that no reference can break the text. */
export function jsonTemplate(value: unknown): string {
  return Token.asString(new ResolvedLater((context) => rendered(value, { context, indent: "" })));
}

interface Place {
  readonly context: IResolveContext;
  readonly indent: string;
}

function rendered(value: unknown, { context, indent }: Place): string {
  const reference = referenceText(value);
  if (reference !== undefined) return `\${jsonencode(${quotedTemplate(reference, context)})}`;
  const inner = { context, indent: `${indent}  ` };
  if (Array.isArray(value))
    return between(
      "[]",
      value.map((each) => rendered(each, inner)),
      indent,
    );
  if (typeof value === "object" && value !== null)
    return between(
      "{}",
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => `${literal(name)}: ${rendered(each, inner)}`),
      indent,
    );
  return literal(value);
}

/** Text that stands for a value which is known later; undefined for one that is written in the code. */
function referenceText(value: unknown): string | undefined {
  if (typeof value === "string") return hasReference(value) ? value : undefined;
  if (Tokenization.isResolvable(value)) return Token.asString(value);
  if (typeof value === "number") return Token.isUnresolved(value) ? Token.asString(value) : undefined;
  return isListReference(value) ? Token.asString(value) : undefined;
}

/** What cdktf puts in the place of a list that is a reference as a whole. */
function isListReference(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 1 &&
    typeof value[0] === "string" &&
    Tokenization.reverseList([value[0]]) !== undefined
  );
}

function between(brackets: string, parts: readonly string[], indent: string): string {
  const [open, close] = brackets;
  return parts.length === 0
    ? brackets
    : `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
}

/** JSON that is YAML too, whose readers take no unprintable characters. */
function literal(value: unknown): string {
  const text = JSON.stringify(value).replace(
    /[\u007f-\u0084\u0086-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return escapedTemplate(text);
}
