import type { Parameter, PropertyFormat } from "../../api/specification/specification.js";

/** A property string taken apart: sub-keys in the order of the text. */
export type Properties = Readonly<Record<string, string>>;

export interface Parsed {
  readonly values: Properties;
  /** What can't be read: sub-key and PVE's text. */
  readonly problems: readonly (readonly [string, string])[];
}

/** Takes `virtio=AA:BB,bridge=vmbr0` apart: default keys, aliases, and keys that are another key's value. */
export function parseProperties(format: PropertyFormat, text: string): Parsed {
  const defaultKey = Object.keys(format).find((key) => format[key]?.default_key === 1);
  const values: Record<string, string> = {};
  const problems: [string, string][] = [];
  for (const part of text.split(",")) {
    if (part === "") continue;
    const split = part.indexOf("=");
    const isPlain = split < 0;
    if (split === 0 || split === part.length - 1) {
      problems.push(["", "missing key in comma-separated list property"]);
      continue;
    }
    const name = isPlain ? defaultKey : part.slice(0, split);
    const value = isPlain ? part : part.slice(split + 1);
    if (name === undefined) {
      problems.push(["", "value without key, but schema does not define a default key"]);
      continue;
    }
    // `e1000` alone is a model without an address, `e1000=AA:..` one with it.
    const bare: Parameter | undefined = isPlain ? format[part] : undefined;
    if (bare?.keyAlias !== undefined) {
      values[bare.keyAlias] = part;
      continue;
    }
    const property = format[name];
    if (property?.alias !== undefined) {
      values[property.alias] = value;
      if (property.keyAlias !== undefined) values[property.keyAlias] = name;
    } else if (name in values) problems.push(["", `duplicate key in comma-separated list property: ${name}`]);
    else values[name] = value;
  }
  return { values, problems };
}
