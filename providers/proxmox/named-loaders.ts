import type { Loader } from "../../lib/schema/provider.js";

/** A definition's full name, its legacy name where users of other tools know it by one, and where it comes from. */
export type NamedLoader<T> = readonly [name: string, legacy: string | undefined, load: Loader<T>];

/** Definitions by full name, the legacy ones included, loaded when first used. */
export function loadersByName<T>(named: readonly NamedLoader<T>[]): Readonly<Record<string, Loader<T>>> {
  return Object.fromEntries(
    named.flatMap(([name, legacy, load]) => [
      [name, load] as const,
      ...(legacy === undefined ? [] : [[legacy, load] as const]),
    ]),
  );
}
