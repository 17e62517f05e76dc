import { isUnknown, type Value } from "./value.js";

/** Where in a resource something is: attribute names, map keys and list positions from the outside in. */
export type Path = readonly (string | number)[];

/** `disks.scsi0.size`, `rule[2].action`: the form used in messages, import ids and private data. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}

/** Reads what `pathText` writes. Undefined if the text is not a path. */
export function parsePath(text: string): Path | undefined {
  if (!/^[^.[\]]+(\.[^.[\]]+|\[\d+\])*$/.test(text)) return undefined;
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map((match) =>
    match[1] === undefined ? (match[2] as string) : Number(match[1]),
  );
}

/** The value at a path; undefined where a step leads nowhere, unknown where the way leads through an unknown. */
export function valueAt(value: Value | undefined, path: Path): Value | undefined {
  return path.reduce<Value | undefined>((current, step) => {
    if (isUnknown(current)) return current;
    if (typeof current !== "object" || current === null) return undefined;
    return (current as Readonly<Record<string | number, Value>>)[step];
  }, value);
}

/** True if `path` is `ancestor` or lies inside it. */
export function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.length <= path.length && ancestor.every((step, index) => path[index] === step);
}
