const context = 3;

/** How one text becomes another, as `diff -u` writes it; undefined where they are equal. */
export function textDiff(
  before: string,
  after: string,
  names: readonly [before: string, after: string],
): string | undefined {
  if (before === after) return undefined;
  const marked = marks(before.split("\n").slice(0, -1), after.split("\n").slice(0, -1));
  return [`--- ${names[0]}`, `+++ ${names[1]}`, ...hunks(marked), ""].join("\n");
}

/** Every line with what happens to it, by the longest common subsequence. */
function marks(before: readonly string[], after: readonly string[]): readonly string[] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      (lengths[i] as number[])[j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const result: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length)
    if (i < before.length && j < after.length && before[i] === after[j]) {
      result.push(` ${before[i++]}`);
      j++;
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1)))
      result.push(`-${before[i++]}`);
    else result.push(`+${after[j++]}`);
  return result;
}

/** Changes with three lines around them; what is nearer to each other is one hunk. */
function hunks(marked: readonly string[]): readonly string[] {
  const isNear = marked.map((_, index) =>
    marked.slice(Math.max(0, index - context), index + context + 1).some((line) => !line.startsWith(" ")),
  );
  const result: string[] = [];
  for (let start = 0; start < marked.length; start++) {
    if (isNear[start] !== true) continue;
    const next = isNear.indexOf(false, start);
    const end = next < 0 ? marked.length : next;
    const lines = marked.slice(start, end);
    const [old, young] = ["+", "-"].map((other) => {
      const isThere = (line: string) => !line.startsWith(other);
      const length = lines.filter(isThere).length;
      const first = marked.slice(0, start).filter(isThere).length + (length === 0 ? 0 : 1);
      return length === 1 ? String(first) : `${first},${length}`;
    });
    result.push(`@@ -${old} +${young} @@`, ...lines);
    start = end;
  }
  return result;
}
