import { error, type Diagnostic } from "../diagnostic/diagnostic.js";
import { equal } from "../value/equal.js";
import { pathText, type Path } from "../value/path.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../value/value.js";

/** Checks that what apply is about to do is what was planned: nothing that the plan knew may differ now. */
export function conform(promised: ValueObject, now: ValueObject): readonly Diagnostic[] {
  return differences(promised, now, []).map((path) =>
    error(`${pathText(path)} is no longer what was planned`, {
      path,
      detail: "A value that the plan knew came out differently when it was applied. Plan again.",
    }),
  );
}

function differences(promised: Value, now: Value, path: Path): readonly Path[] {
  if (isUnknown(promised) || equal(promised, now)) return [];
  if (!isObject(promised) || !isObject(now)) {
    if (!Array.isArray(promised) || !Array.isArray(now) || promised.length !== now.length) return [path];
    return promised.flatMap((element: Value, index) =>
      differences(element, now[index] as Value, [...path, index]),
    );
  }
  const names = new Set([...Object.keys(promised), ...Object.keys(now)]);
  return [...names].flatMap((name) =>
    differences(promised[name] ?? null, now[name] ?? null, [...path, name]),
  );
}
