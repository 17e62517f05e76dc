import { asNumber, kindOf } from "../expression/convert.js";
import { evaluate, type Scope } from "../expression/evaluate.js";
import { isSensitive, marksAt, marksWithin, plain, type Marked } from "../expression/marked.js";
import { ExpressionError } from "../expression/syntax.js";
import { containsUnknown, isList, isObject, isUnknown, unknown } from "../value/value.js";
import type { Block } from "./blueprint/blueprint.js";
import type { Round } from "./evaluation.js";

/** The instances that a block makes; one without a key where nothing repeats it. Undefined where that is not known yet. */
export function roundsOf(
  block: Pick<Block, "repetition">,
  scope: Scope,
): readonly (Round | undefined)[] | undefined {
  if (block.repetition === undefined) return [undefined];
  const { kind, of } = block.repetition;
  const source = evaluate(of, scope);
  const { value } = source;
  if (kind === "for_each" && showsSecrets(source))
    throw new ExpressionError("it can't go over sensitive values: they would show in addresses");
  if (isUnknown(value) || (isList(value) && containsUnknown(value))) return undefined;
  if (kind === "count") {
    const count = asNumber(value);
    if (!Number.isInteger(count) || count < 0)
      throw new ExpressionError("count must be a whole number that is not negative");
    return Array.from({ length: count }, (_, key) => ({ key, value: plain(null) }));
  }
  if (isList(value))
    return value.map((element) => {
      if (typeof element !== "string")
        throw new ExpressionError(`for_each goes over text, ${kindOf(element)} is given`);
      return { key: element, value: plain(element) };
    });
  if (!isObject(value)) throw new ExpressionError(`for_each needs a map or a set, ${kindOf(value)} is given`);
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, element]) => ({ key, value: { value: element, marks: marksAt(source.marks, key) } }));
}

/** Of a map only the keys show; a set's elements are its keys. */
function showsSecrets({ value, marks }: Marked): boolean {
  const shown = isList(value) ? marks : marks.filter(({ path }) => path.length === 0);
  return isSensitive({ value, marks: shown });
}

/** A round for checking a block whose instances are not known yet. */
export const openRound: Round = { key: "", value: plain(unknown), isOpen: true };

/** What a resource is as a whole: one object, a list under `count`, a map under `for_each`. */
export function togetherAs(
  kind: "count" | "for_each" | undefined,
  instances: readonly { readonly round: Round | undefined; readonly value: Marked }[],
): Marked {
  if (kind === undefined) return instances[0]?.value ?? plain(unknown);
  const marks = instances.flatMap(({ round, value }) => marksWithin(value.marks, round?.key ?? 0));
  if (kind === "count") return { value: instances.map(({ value }) => value.value), marks };
  return {
    value: Object.fromEntries(instances.map(({ round, value }) => [String(round?.key), value.value])),
    marks,
  };
}
