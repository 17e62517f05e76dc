import { isUnknown, type Value } from "../../value/value.js";

/** Stands for a wish in the journal without telling it: equal wishes have equal fingerprints. */
export function fingerprint(typeName: string, wish: Value): string {
  return `${hash(canonicalText(wish), 0x811c9dc5)}${hash(`${typeName}:${canonicalText(wish)}`, 0x9dc5811c)}`;
}

function canonicalText(value: Value): string {
  if (isUnknown(value)) return "?";
  if (Array.isArray(value)) return `[${value.map((element: Value) => canonicalText(element)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Readonly<Record<string, Value>>).sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalText(each)}`).join()}}`;
}

/** FNV-1a with 32 bits: short and without a module of the platform; it tells wishes apart, it protects nothing. */
function hash(text: string, seed: number): string {
  let state = seed;
  for (let index = 0; index < text.length; index++)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}
