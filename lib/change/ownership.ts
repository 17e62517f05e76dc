import { pathText, type Path } from "../value/path.js";

/** Answers whether we wrote a leaf, or anything inside a slot. */
export interface Ownership {
  owns(path: Path): boolean;
  ownsAnythingIn(path: Path): boolean;
}

export function ownership(owned: readonly string[]): Ownership {
  const paths = new Set(owned);
  return {
    owns: (path) => paths.has(pathText(path)),
    ownsAnythingIn: (path) => {
      const text = pathText(path);
      return (
        paths.has(text) || owned.some((each) => each.startsWith(`${text}.`) || each.startsWith(`${text}[`))
      );
    },
  };
}

/** The owned paths without those at or inside the given ones. */
export function withoutPaths(owned: readonly string[], gone: readonly Path[]): readonly string[] {
  const texts = gone.map(pathText);
  return owned.filter(
    (each) =>
      !texts.some((text) => each === text || each.startsWith(`${text}.`) || each.startsWith(`${text}[`)),
  );
}
