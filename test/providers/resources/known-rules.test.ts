import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Attribute, Attributes, Leaf } from "../../../lib/schema/attribute.js";
import { meansAbsent } from "../../../lib/schema/canonical.js";
import type { Resource } from "../../../lib/schema/resource.js";
import { equal } from "../../../lib/value/equal.js";
import type { Value } from "../../../lib/value/value.js";
import { catalog } from "../../../providers/proxmox/catalog.js";
import { knownRuleDifferences } from "./known-rule-differences.js";

interface Known {
  readonly name: string;
  /** What is taken where nothing is said, by path; what means nothing is left out. */
  readonly defaults: Readonly<Record<string, Value>>;
  /** All that may be said. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly limits: Readonly<Record<string, { readonly min?: number; readonly max?: number }>>;
  /** What can't change in place. */
  readonly replaced: readonly string[];
}

/** As users of the provider that many come from know them. */
const known = readFileSync(join(import.meta.dirname, "known-rules.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Known);

type Found = readonly [path: string, attribute: Attribute];

function everyAttribute(attributes: Attributes, before = ""): readonly Found[] {
  return Object.entries(attributes).flatMap(([name, attribute]): readonly Found[] => {
    const own: Found = [`${before}${name}`, attribute];
    return attribute.kind === "leaf" ? [own] : [own, ...everyAttribute(attribute.attributes, `${own[0]}.`)];
  });
}

/** Where a definition has other rules than users know, as `path: what`. What it lacks altogether is no matter here. */
function differences(there: Known, here: Resource<never>): readonly string[] {
  const leaves = everyAttribute(here.attributes).filter(
    (found): found is [string, Leaf] => found[1].kind === "leaf",
  );
  const other = (what: string, differs: (path: string, leaf: Leaf) => boolean) =>
    leaves.filter(([path, leaf]) => differs(path, leaf)).map(([path]) => `${path}: ${what}`);
  const written = Object.entries(here.attributes).filter(
    ([path, { role }]) => path !== "id" && role !== "computed",
  );
  const replaces = ([path, attribute]: Found) =>
    here.identity.includes(path) || ("replace" in attribute && attribute.replace === true);
  return [
    ...other("default", (path, leaf) => !isSame(leaf, there.defaults[path])),
    ...other("words", (path, leaf) => !takesExactly(leaf, there.words[path])),
    ...other("limits", (path, leaf) => !isWithin(leaf, there.limits[path])),
    ...written
      .filter((found) => there.replaced.includes(found[0]) !== replaces(found))
      .map(([path]) => `${path}: replaces`),
  ];
}

function isSame(leaf: Leaf, known: Value | undefined): boolean {
  const ours = (leaf.default ?? null) as Value;
  if (known === undefined) return ours === null || meansNothing(ours);
  return equal(ours, known) || (ours === null && meansAbsent(leaf, known));
}

function meansNothing(value: Value): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

function takesExactly(leaf: Leaf, words: readonly string[] | undefined): boolean {
  if (words === undefined) return true;
  const takes = (word: string) => [word, [word]].some((value) => leaf.type.safeParse(value).success);
  return words.every(takes) && !takes(`${words.join("")}-and-no-other`);
}

function isWithin(leaf: Leaf, limits: Known["limits"][string] | undefined): boolean {
  const takes = (number: number | undefined) => number !== undefined && leaf.type.safeParse(number).success;
  const { min, max } = limits ?? {};
  return (
    (min === undefined || (takes(min) && !takes(min - 1))) &&
    (max === undefined || (takes(max) && !takes(max + 1)))
  );
}

describe.each(known)("$name", (there) => {
  it("takes what users know, falls back on what they know, and is replaced where they know, but for stated differences", async () => {
    const here = (await catalog[there.name]?.()) as unknown as Resource<never>;
    const stated = Object.keys(knownRuleDifferences[there.name] ?? {});
    expect([...differences(there, here)].sort()).toEqual(stated.sort());
  });
});

describe("resources with rules that users know", () => {
  it("are those whose attributes they know", () => {
    const schemas = readFileSync(join(import.meta.dirname, "known-schemas.jsonl"), "utf8")
      .trim()
      .split("\n");
    const names = schemas.map((line) => (JSON.parse(line) as Known).name);
    expect(known.map(({ name }) => name).sort()).toEqual([...names].sort());
  });
});
