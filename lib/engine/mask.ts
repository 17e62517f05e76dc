import { createHmac } from "node:crypto";

import { replaceMarked } from "../expression/marked.js";
import type { Change } from "../schema/resource.js";
import { isWithin, type Path } from "../value/path.js";
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

export function maskValues(values: ValueObject, sensitive: readonly Path[], mask: Mask): ValueObject {
  return replaceMarked(values, sensitive, mask) as ValueObject;
}

/** Changes with their values masked, both sides by what is sensitive on either. */
export function maskChanges(
  changes: readonly Change[],
  sensitive: readonly Path[],
  mask: Mask,
): readonly Change[] {
  return changes.map((change) => {
    const marks = sensitive.flatMap((path): readonly Path[] => {
      if (isWithin(change.path, path)) return [[]];
      return isWithin(path, change.path) ? [path.slice(change.path.length)] : [];
    });
    if (marks.length === 0 && !change.sensitive) return change;
    const places: readonly Path[] = change.sensitive && marks.length === 0 ? [[]] : marks;
    return {
      ...change,
      before: replaceMarked(change.before, places, mask),
      after: replaceMarked(change.after, places, mask),
      sensitive: true,
    };
  });
}
