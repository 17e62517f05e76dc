import { scalarText } from "../../value/scalar-text.js";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "../../value/value.js";
import { cut } from "./fit.js";
import { isSecret } from "../../engine/secret.js";
import { wordFor } from "../../engine/word-for.js";

/** A value in few letters, for a line of a plan. */
export function valueText(value: Value): string {
  if (value === null) return "unset";
  const word = wordFor(value);
  if (word !== undefined) return word;
  if (typeof value === "string")
    return value === "" ? '""' : value.includes("\n") ? `${JSON.stringify(value.split("\n")[0])}...` : value;
  if (isList(value))
    return value.length === 0
      ? "none"
      : value.map((each) => (isGroup(each) ? `(${entriesText(each)})` : valueText(each))).join(", ");
  if (isObject(value)) return entriesText(value);
  return scalarText(value);
}

/** Values by name, and no secret in the place of one. */
function isGroup(value: Value | undefined): value is ValueObject {
  return isObject(value) && !isSecret(value);
}

function entriesText(value: Readonly<Record<string, Value>>): string {
  const told = Object.entries(value).filter(([, each]) => each !== null && !isUnknown(each));
  return told.map(([name, each]) => (each === true ? name : `${name} ${valueText(each)}`)).join(", ");
}

/** What an object will be, in one line: the values that its author gave. */
export function summaryText(values: Readonly<Record<string, Value>>, width: number): string {
  const parts = Object.entries(values).flatMap(([name, value]): readonly string[] => {
    if (value === null || isUnknown(value) || value === false) return [];
    if (isGroup(value))
      return Object.entries(value).flatMap(([slot, each]) =>
        isGroup(each) ? [`${slot} (${entriesText(each)})`] : [],
      );
    if (isList(value))
      return value.length === 0
        ? []
        : isGroup(value[0])
          ? [`${value.length} ${name}${value.length === 1 ? "" : "s"}`]
          : [`${name} ${valueText(value)}`];
    return [value === true ? name : `${name} ${valueText(value)}`];
  });
  return cut(parts.join(", "), width);
}
