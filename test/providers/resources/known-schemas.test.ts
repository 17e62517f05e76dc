import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { catalog, currentNames } from "../../../providers/proxmox/catalog.js";
import { flatAttributes, flatDifferences, type Flat } from "../flat-attributes.js";
import { knownDifferences } from "./known-differences.js";

interface Known {
  readonly name: string;
  /** Ids that `terraform import` takes there. */
  readonly ids: readonly string[];
  readonly attributes: Flat;
}

/** As users of the provider that many come from know them; those that are not here are in no promise. */
const known = readFileSync(join(import.meta.dirname, "known-schemas.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Known)
  .filter(({ name }) => name in catalog);

const isInside = (path: string, name: string) => path === name || path.startsWith(`${name}.`);

/** What changes nothing in anybody's code: more is told here, and an id is never set. */
function isCompatible(path: string, there: string | undefined, here: string | undefined): boolean {
  if (path === "id") return there === "string optional computed" && here === "string computed";
  return there !== undefined && here === `${there} computed` && / optional$/.test(there);
}

describe.each(known)("$name", ({ name, ids, attributes }) => {
  it("has the attributes that users know, but for stated differences", async () => {
    const definition = await catalog[name]?.();
    const stated = Object.entries(knownDifferences[name] ?? {});
    const found = flatDifferences(attributes, flatAttributes(definition?.attributes ?? {})).filter(
      ([path, there, here]) =>
        !isCompatible(path, there, here) &&
        !stated.some(([at, { here: ours }]) => ours === undefined && path !== at && isInside(path, at)),
    );
    expect(found).toEqual(
      expect.arrayContaining(stated.map(([path, { there, here }]) => [path, there, here])),
    );
    expect(found.map(([path]) => path).sort()).toEqual(stated.map(([path]) => path).sort());
  });

  it.each(ids)("is imported as %s, as users know it", async (id) => {
    expect((await catalog[name]?.())?.importId.parse(id)).toBeDefined();
  });
});

describe("resources with names that users know", () => {
  it("are all held against what they know", async () => {
    const aliases = await Promise.all(
      currentNames.map(async (name) => (await catalog[name]?.())?.aliases ?? []),
    );
    expect(known.map(({ name }) => name)).toEqual([...aliases.flat()].sort());
  });

  it("differ nowhere that is not here", () => {
    expect(Object.keys(knownDifferences).filter((name) => !(name in catalog))).toEqual([]);
  });
});
