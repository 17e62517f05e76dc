import { isList, isObject, type Value } from "../value/value.js";
import { asNumber, asText, kindOf, numberText } from "./convert.js";
import { ExpressionError } from "./syntax.js";

/** A function of known values. */
export type TerraformFunction = (...given: readonly (Value | undefined)[]) => Value;

/** Terraform's functions on text. */
export const textFunctions: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: (value) => jsonText(value ?? null),
  jsondecode: (value) => JSON.parse(text(value)) as Value,
  base64encode: (value) => btoa(String.fromCodePoint(...new TextEncoder().encode(text(value)))),
  base64decode: (value) =>
    new TextDecoder().decode(Uint8Array.from(atob(text(value)), (each) => each.codePointAt(0) ?? 0)),
  join: (separator, ...lists) => lists.flatMap(texts).join(text(separator)),
  split: (separator, value) => text(value).split(text(separator)),
  upper: (value) => text(value).toUpperCase(),
  lower: (value) => text(value).toLowerCase(),
  title: (value) => text(value).replace(/(^|\s)\S/gu, (found) => found.toUpperCase()),
  trimspace: (value) => text(value).trim(),
  chomp: (value) => text(value).replace(/[\r\n]+$/, ""),
  trimprefix: (value, prefix) => without(text(value), text(prefix), "start"),
  trimsuffix: (value, suffix) => without(text(value), text(suffix), "end"),
  trim: (value, characters) => {
    const cut = new Set(text(characters));
    const letters = [...text(value)];
    const from = letters.findIndex((letter) => !cut.has(letter));
    return from < 0
      ? ""
      : letters.slice(from, letters.findLastIndex((letter) => !cut.has(letter)) + 1).join("");
  },
  startswith: (value, prefix) => text(value).startsWith(text(prefix)),
  endswith: (value, suffix) => text(value).endsWith(text(suffix)),
  strrev: (value) => [...text(value)].reverse().join(""),
  substr: (value, offset, length) => {
    const letters = [...text(value)];
    const from = asNumber(offset ?? 0);
    const count = asNumber(length ?? -1);
    const start = from < 0 ? letters.length + from : from;
    return letters.slice(start, count < 0 ? undefined : start + count).join("");
  },
  replace: (value, what, by) => {
    const pattern = text(what);
    if (/^\/.+\/$/.test(pattern))
      throw new ExpressionError("replace with a regular expression is not supported");
    return text(value).replaceAll(pattern, () => text(by));
  },
  format: (pattern, ...values) => format(text(pattern), values),
};

function text(value: Value | undefined): string {
  if (value === undefined) throw new ExpressionError("an argument is missing");
  return asText(value);
}

function texts(value: Value | undefined): readonly string[] {
  if (!isList(value)) throw new ExpressionError(`a list is needed, ${kindOf(value ?? null)} is given`);
  return value.map(asText);
}

function without(value: string, part: string, where: "start" | "end"): string {
  if (where === "start") return value.startsWith(part) ? value.slice(part.length) : value;
  return part !== "" && value.endsWith(part) ? value.slice(0, -part.length) : value;
}

/** JSON as Terraform writes it: keys in order, and what is special in HTML escaped. */
function jsonText(value: Value): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: Value): Value {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

function format(pattern: string, values: readonly (Value | undefined)[]): string {
  let next = 0;
  const formatted = pattern.replace(/%(?:%|0?\d*[a-zA-Z])/g, (verb) => {
    if (verb === "%%") return "%";
    const value = values[next++];
    if (value === undefined) throw new ExpressionError(`format has no argument for ${verb}`);
    const [, zero, width] = /^%(0?)(\d*)/.exec(verb) ?? [];
    return formatOne(verb.slice(-1), value, verb).padStart(Number(width), zero === "0" ? "0" : " ");
  });
  if (next < values.length) throw new ExpressionError("format has more arguments than its pattern uses");
  return formatted;
}

function formatOne(kind: string, value: Value, verb: string): string {
  switch (kind) {
    case "s":
      return asText(value);
    case "d":
      return numberText(Math.trunc(asNumber(value)));
    case "v":
      return typeof value === "object" ? jsonText(value) : asText(value);
    case "q":
      return JSON.stringify(asText(value));
    case "x":
      return Math.trunc(asNumber(value)).toString(16);
    default:
      throw new ExpressionError(`format with ${verb} is not supported`);
  }
}
