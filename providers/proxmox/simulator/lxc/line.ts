import type { PropertyFormat } from "../../api/specification/specification.js";
import { sizeBytes, sizeText } from "../guests/size.js";
import { booleanText } from "../verify/boolean-text.js";
import { parseProperties, type Properties } from "../verify/property-string.js";
import { formatOf } from "./declared.js";

/** A key's property string taken apart: `rootfs`, `mp0`, `net0`, `features`. */
export function parseLine(key: string, text: string): Properties {
  const format = formatOf(key);
  const { values } = parseProperties(format, text);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      format[name]?.type === "boolean" ? booleanText(value) : value,
    ]),
  );
}

/** PVE prints the default sub-key bare, then what can't be missing, then the rest by name. */
export function lineText(key: string, values: Properties): string {
  const format = formatOf(key);
  return Object.keys(values)
    .sort((left, right) => rank(format, left) - rank(format, right) || (left < right ? -1 : 1))
    .map((name) => {
      const value = printed(format, name, values[name] as string);
      return format[name]?.default_key === 1 ? value : `${name}=${value}`;
    })
    .join(",");
}

function rank(format: PropertyFormat, name: string): number {
  if (format[name]?.default_key === 1) return 0;
  return Number(format[name]?.optional ?? 0) === 1 ? 2 : 1;
}

function printed(format: PropertyFormat, name: string, value: string): string {
  return format[name]?.format === "disk-size" ? sizeText(sizeBytes(value)) : value;
}
