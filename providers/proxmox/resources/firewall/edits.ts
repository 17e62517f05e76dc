/** One step that brings a list of rules closer to another. Positions count at the time of the step. */
export type Edit<T> =
  | { readonly kind: "remove"; readonly at: number }
  | { readonly kind: "move"; readonly from: number; readonly to: number }
  | { readonly kind: "insert"; readonly at: number; readonly rule: T };

/** The steps that turn one list into another: what is in both stays or moves, nothing is made twice. */
export function editsBetween<T>(
  before: readonly T[],
  after: readonly T[],
  same: (left: T, right: T) => boolean,
): readonly Edit<T>[] {
  const edits: Edit<T>[] = [];
  const now = [...before];
  const wanted = [...after];
  const isWanted = claimed(now, wanted, same);
  for (let at = now.length - 1; at >= 0; at--) {
    if (isWanted[at] === true) continue;
    edits.push({ kind: "remove", at });
    now.splice(at, 1);
  }
  wanted.forEach((rule, at) => {
    const current = now[at];
    if (current !== undefined && same(current, rule)) return;
    const from = now.findIndex((each, index) => index > at && same(each, rule));
    if (from >= 0) {
      edits.push({ kind: "move", from, to: at });
      now.splice(at, 0, ...now.splice(from, 1));
    } else {
      edits.push({ kind: "insert", at, rule });
      now.splice(at, 0, rule);
    }
  });
  return edits;
}

/** For each present rule whether one of the wanted ones is it. */
function claimed<T>(
  now: readonly T[],
  wanted: readonly T[],
  same: (left: T, right: T) => boolean,
): readonly boolean[] {
  const left = [...wanted];
  return now.map((rule) => {
    const index = left.findIndex((each) => same(each, rule));
    if (index < 0) return false;
    left.splice(index, 1);
    return true;
  });
}

/** The list after one step. */
export function edited<T>(list: readonly T[], edit: Edit<T>): readonly T[] {
  const next = [...list];
  if (edit.kind === "remove") next.splice(edit.at, 1);
  else if (edit.kind === "insert") next.splice(edit.at, 0, edit.rule);
  else next.splice(edit.to, 0, ...next.splice(edit.from, 1));
  return next;
}

export function sameList<T>(
  left: readonly T[],
  right: readonly T[],
  same: (left: T, right: T) => boolean,
): boolean {
  return left.length === right.length && left.every((each, index) => same(each, right[index] as T));
}
