/** The parts of a property string, `a,b=c` with the name of its first, unnamed part. */
export type Parts = Readonly<Record<string, string>>;

/** Splits a property string. Parts without a name go under `main`. */
export function partsOf(line: string, main: string): Parts {
  return Object.fromEntries(
    line
      .split(",")
      .filter((part) => part.trim() !== "")
      .map((part) => {
        const at = part.indexOf("=");
        return at === -1 ? [main, part.trim()] : [part.slice(0, at).trim(), part.slice(at + 1)];
      }),
  );
}

/** Writes what `partsOf` reads, the main part first and unnamed. */
export function lineOf(parts: Parts, main: string): string {
  const { [main]: first, ...rest } = parts;
  return [
    ...(first === undefined ? [] : [first]),
    ...Object.entries(rest).map(([name, value]) => `${name}=${value}`),
  ].join(",");
}

/** The parts with some set and some (undefined) taken away; what else stands there is kept. */
export function withParts(parts: Parts, changes: Readonly<Record<string, string | undefined>>): Parts {
  const merged = Object.entries({ ...parts, ...changes });
  return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** How a line is taken apart and put together. */
export interface LineNotation {
  split(line: string): Parts;
  join(parts: Parts): string;
}

/** The notation of most lines: `main` stands first and unnamed, `otherwise` in its place where nobody says it. */
export function lineNotation(main: string, otherwise?: string): LineNotation {
  return {
    split: (line) => partsOf(line, main),
    join: (parts) =>
      lineOf(otherwise === undefined || main in parts ? parts : { ...parts, [main]: otherwise }, main),
  };
}

/** The notation of lines in which every part has its name. */
export const named = lineNotation("");
