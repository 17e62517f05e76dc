/**
 * A property string taken apart: `virtio=BC:24:11:00:00:01,bridge=vmbr0`. Sub-keys that nobody here knows stay as they
 * are; the part that is written without a name has an empty one, unless its name is told.
 */
export type Parts = Readonly<Record<string, string>>;

/** Reads a property string, or the object that PVE answers instead of some of them. */
export function partsOf(value: unknown, main = ""): Parts {
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, textOf(each)]));
  if (typeof value !== "string") return {};
  return Object.fromEntries(
    value
      .split(",")
      .filter((part) => part.trim() !== "")
      .map((part) => {
        const at = part.indexOf("=");
        return at === -1 ? [main, part.trim()] : [part.slice(0, at).trim(), part.slice(at + 1)];
      }),
  );
}

/** Writes what `partsOf` reads: the main part first and without its name, where it can't be taken for another's. */
export function lineOf(parts: Parts, main = ""): string {
  const { [main]: first, ...rest } = parts;
  const named = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  if (first === undefined) return named.join(",");
  return [main !== "" && first.includes("=") ? `${main}=${first}` : first, ...named].join(",");
}

/** The parts with some set and some (undefined) taken away; what else stands there is kept. */
export function withParts(parts: Parts, changes: Readonly<Record<string, string | undefined>>): Parts {
  const merged = Object.entries({ ...parts, ...changes });
  return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Lists inside of a property string have semicolons between. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(";") : String(value);
}
