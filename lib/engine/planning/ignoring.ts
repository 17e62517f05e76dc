import type { Attributes } from "../../schema/attribute.js";
import { valueAt, type Path } from "../../value/path.js";
import { isList, isObject, type Value, type ValueObject } from "../../value/value.js";

/** The code with what stands there now, wherever its author ignores changes. */
export function ignoring(
  ignored: "all" | readonly Path[],
  {
    attributes,
    values,
    prior,
  }: { readonly attributes: Attributes; readonly values: ValueObject; readonly prior: ValueObject },
): ValueObject {
  if (ignored === "all")
    return Object.fromEntries(
      Object.entries(attributes).map(([name, { role }]) => [
        name,
        role === "computed" ? null : (prior[name] ?? null),
      ]),
    );
  return ignored.reduce<ValueObject>(
    (wish, path) => withValueAt(wish, path, valueAt(prior, path)) as ValueObject,
    values,
  );
}

function withValueAt(value: Value, [step, ...rest]: Path, replacement: Value | undefined): Value {
  if (step === undefined) return replacement ?? null;
  if (isList(value))
    return value.map((element, index) =>
      String(index) === String(step) ? withValueAt(element, rest, replacement) : element,
    );
  if (!isObject(value))
    return replacement === undefined ? value : withValueAt({}, [step, ...rest], replacement);
  const name = String(step);
  if (rest.length > 0 && value[name] === undefined && replacement === undefined) return value;
  const inner = withValueAt(value[name] ?? null, rest, replacement);
  // What neither side has stays out of a map; an attribute is always there.
  if (rest.length === 0 && replacement === undefined && !(name in value)) return value;
  if (rest.length === 0 && replacement === undefined && isObject(value[name]))
    return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
  return { ...value, [name]: inner };
}
