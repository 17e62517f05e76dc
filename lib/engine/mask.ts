import { createHmac } from "node:crypto";

import { replaceMarked, sensitiveAt, type Mark } from "../expression/marked.js";
import type { Change } from "../schema/resource.js";
import { isWithin } from "../value/path.js";
import { isUnknown, type Value, type ValueObject } from "../value/value.js";
import type { Secret } from "./secret.js";

/** Puts fingerprints in the place of secrets. */
export type Mask = (secret: Value) => Value;

/** Five hexadecimal digits tell a change with near certainty, and tell an attacker next to nothing about the secret. */
export function maskWith(salt: string): Mask {
  return (value) => {
    if (isUnknown(value)) return value;
    const print = createHmac("sha256", salt).update(JSON.stringify(value)).digest("hex").slice(0, 5);
    const secret: Secret & ValueObject = { $secret: print };
    return secret;
  };
}

export function maskValues(values: ValueObject, marks: readonly Mark[], mask: Mask): ValueObject {
  return replaceMarked(values, marks, mask) as ValueObject;
}

/** Changes with their values masked, both sides by what is secret on either. */
export function maskChanges(changes: readonly Change[], all: readonly Mark[], mask: Mask): readonly Change[] {
  return changes.map((change) => {
    const marks = all.flatMap((mark): readonly Mark[] => {
      if (isWithin(change.path, mark.path)) return [{ ...mark, path: [] }];
      return isWithin(mark.path, change.path) ? [{ ...mark, path: mark.path.slice(change.path.length) }] : [];
    });
    if (marks.length === 0 && !change.sensitive) return change;
    const places = marks.length === 0 ? [sensitiveAt([])] : marks;
    return {
      ...change,
      before: replaceMarked(change.before, places, mask),
      after: replaceMarked(change.after, places, mask),
      sensitive: true,
    };
  });
}
