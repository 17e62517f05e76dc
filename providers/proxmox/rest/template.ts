import type { ValueObject } from "../../../lib/value/value.js";
import { scalarText } from "../../../lib/value/scalar-text.js";

/** A text with named parts, `{user_id}!{token_name}`, to be filled in and to be read. */
export interface Template {
  readonly text: string;
  readonly names: readonly string[];
  fill(values: ValueObject, encode?: (part: string) => string): string;
  /** The parts of a text of this form; undefined if it has another. */
  parse(text: string): Readonly<Record<string, string>> | undefined;
}

export function template(text: string): Template {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const literals = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // A part ends where the next literal begins; only the last may hold such letters itself.
  const pattern = new RegExp(`^${literals.join("(.+?)").replace(/\(\.\+\?\)$/, "(.+)")}$`);
  return {
    text,
    names,
    fill: (values, encode = (part) => part) =>
      text.replace(/\{(\w+)\}/g, (_, name: string) => encode(scalarText(values[name]))),
    parse: (given) => {
      const parts = pattern.exec(given)?.slice(1);
      return parts === undefined
        ? undefined
        : Object.fromEntries(names.map((name, index) => [name, parts[index] ?? ""]));
    },
  };
}
