import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { replaceMarked, type Mark } from "../expression/marked.js";
import { isList, isObject, type Value, type ValueObject } from "../value/value.js";

/** Shorter ones stand in any sentence: nobody could read what is left of it. */
const leastLength = 6;

/** Takes secrets out of what is told about the objects that have them. */
export interface Censor {
  text(text: string): string;
  diagnostic(diagnostic: Diagnostic): Diagnostic;
}

/** A censor for the secrets that lie in values. */
export function censorOf(
  all: readonly { readonly values: ValueObject; readonly marks: readonly Mark[] }[],
): Censor {
  const found = new Set<string>();
  for (const { values, marks } of all)
    replaceMarked(values, marks, (secret) => {
      for (const text of textsIn(secret)) found.add(text).add(JSON.stringify(text).slice(1, -1));
      return null;
    });
  // One secret may be a part of another.
  const secrets = [...found].sort((left, right) => right.length - left.length);
  const censored = (text: string) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, "(secret)"), text);
  return {
    text: censored,
    diagnostic: ({ summary, detail, ...rest }) => ({
      ...rest,
      summary: censored(summary),
      ...(detail === undefined ? {} : { detail: censored(detail) }),
    }),
  };
}

function textsIn(value: Value): readonly string[] {
  if (typeof value === "string") return value.length < leastLength ? [] : [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
