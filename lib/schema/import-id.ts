import { parsePath, pathText, type Path } from "../value/path.js";
import type { Value } from "../value/value.js";

/** How an object is named in `import`: what to write, and how it is read. */
export interface ImportId {
  /** Shown in documentation and errors: `{path}?{principal}?{role}`. */
  readonly form: string;
  readonly example: string;
  /** The identity attributes that the text names; undefined if it has another form. */
  parse(text: string): Readonly<Record<string, Value>> | undefined;
}

/** An import as asked for: which object, and which of its attributes become ours. */
export interface ImportRequest {
  readonly id: string;
  /** The leaves and slots to own; undefined: show everything, own nothing. */
  readonly own?: readonly Path[];
}

const suffix = /\?own=([^?]*)$/;

/** Splits `pve1/100?own=cores,disks.scsi0.size`. Undefined if a name in `own=` is not a path. */
export function parseImport(text: string): ImportRequest | undefined {
  const match = suffix.exec(text);
  if (match === null) return { id: text };
  const own = (match[1] ?? "")
    .split(",")
    .filter((name) => name !== "")
    .map(parsePath);
  if (own.some((path) => path === undefined)) return undefined;
  return { id: text.slice(0, match.index), own: own as Path[] };
}

/** Writes what `parseImport` reads. */
export function importText({ id, own }: ImportRequest): string {
  return own === undefined ? id : `${id}?own=${own.map(pathText).join(",")}`;
}
