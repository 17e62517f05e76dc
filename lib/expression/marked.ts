import { isWithin, type Path } from "../value/path.js";
import { isList, isObject, type Value } from "../value/value.js";

/**
 * How a value is kept:
 *
 * - `sensitive`: as Terraform keeps it; its state says so too
 * - `masked`: only not shown. What another stack's outputs call sensitive is none to Terraform where it is used
 */
export type Secrecy = "sensitive" | "masked";

/** A place in a value that is not to be shown; the empty path stands for the whole. */
export interface Mark {
  readonly path: Path;
  readonly secrecy: Secrecy;
}

/** A value, and where in it secrets lie. */
export interface Marked {
  readonly value: Value;
  readonly marks: readonly Mark[];
}

export function plain(value: Value): Marked {
  return { value, marks: [] };
}

/** A value that is secret as a whole. */
export function secret(value: Value, secrecy: Secrecy = "sensitive"): Marked {
  return { value, marks: [{ path: [], secrecy }] };
}

/** A value that is secret as a whole if any of its sources is anywhere. */
export function derived(value: Value, sources: readonly Marked[]): Marked {
  const secrecies = sources.flatMap(({ marks }) => marks.map(({ secrecy }) => secrecy));
  if (secrecies.length === 0) return plain(value);
  return secret(value, secrecies.includes("sensitive") ? "sensitive" : "masked");
}

export function isMarked({ marks }: Marked): boolean {
  return marks.length > 0;
}

/** Whether Terraform too holds anything in the value for sensitive. */
export function isSensitive({ marks }: Marked): boolean {
  return marks.some(({ secrecy }) => secrecy === "sensitive");
}

/** Where Terraform's state says that something is sensitive. */
export function sensitivePaths(marks: readonly Mark[]): readonly Path[] {
  return marks.filter(({ secrecy }) => secrecy === "sensitive").map(({ path }) => path);
}

export function sensitiveAt(path: Path): Mark {
  return { path, secrecy: "sensitive" };
}

/** The marks of what lies one step further in. */
export function marksAt(marks: readonly Mark[], step: string | number): readonly Mark[] {
  return marks
    .filter(({ path }) => path.length === 0 || path[0] === step)
    .map((mark) => ({ ...mark, path: mark.path.slice(1) }));
}

/** The marks of an element, as they are seen from the whole. */
export function marksWithin(marks: readonly Mark[], step: string | number): readonly Mark[] {
  return marks.map((mark) => ({ ...mark, path: [step, ...mark.path] }));
}

/** The marks without those that say nothing beside another. */
export function outermost(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter(
    (mark, index) => !marks.some((other, place) => place !== index && covers(other, mark, place < index)),
  );
}

function covers(other: Mark, mark: Mark, isEarlier: boolean): boolean {
  if (!isWithin(mark.path, other.path) || (other.secrecy === "masked" && mark.secrecy === "sensitive"))
    return false;
  return other.path.length < mark.path.length || other.secrecy !== mark.secrecy || isEarlier;
}

/** The value with something else in the place of its secrets. */
export function replaceMarked(value: Value, marks: readonly Mark[], mask: (secret: Value) => Value): Value {
  if (marks.length === 0) return value;
  if (marks.some(({ path }) => path.length === 0)) return value === null ? null : mask(value);
  if (isList(value))
    return value.map((element, index) => replaceMarked(element, marksAt(marks, index), mask));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, replaceMarked(each, marksAt(marks, name), mask)]),
  );
}
