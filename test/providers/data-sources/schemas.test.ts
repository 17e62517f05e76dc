import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { currentDataSources, dataSourceCatalog } from "../../../providers/proxmox/data-source-catalog.js";
import { flatAttributes, flatDifferences, type Flat } from "../flat-attributes.js";

/** Attributes by path with type and flags, as users of the provider that many come from know them. */
const known: readonly { readonly name: string; readonly attributes: Flat }[] = readFileSync(
  join(import.meta.dirname, "known-schemas.jsonl"),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { readonly name: string; readonly attributes: Flat });

const toldOnly =
  "It can be set there, and what is set is thrown away. Here it is told, so that a mistake is an error, and it is not known as null while the answer waits for apply.";
const isAnswer =
  "The answer's attributes can be set there, and what is set is thrown away. Here they are told.";

/** Where ours differ on purpose, by the path of the attribute: what stands there, what here, and why. */
const differences: Readonly<Record<string, readonly [there: string, here: string, why: string]>> = {
  id: ["string optional computed", "string computed", toldOnly],
  status: ["string optional", "string computed", toldOnly],
  template: ["bool optional", "bool computed", toldOnly],
  datastores: ["list optional", "list computed", isAnswer],
  "datastores.active": ["bool optional", "bool computed", isAnswer],
  "datastores.enabled": ["bool optional", "bool computed", isAnswer],
  "datastores.id": ["string required", "string computed", isAnswer],
  "datastores.node_name": ["string required", "string computed", isAnswer],
  "datastores.shared": ["bool optional", "bool computed", isAnswer],
  "datastores.space_available": ["number optional", "number computed", isAnswer],
  "datastores.space_total": ["number optional", "number computed", isAnswer],
  "datastores.space_used": ["number optional", "number computed", isAnswer],
  "datastores.space_used_fraction": ["number optional", "number computed", isAnswer],
  "datastores.type": ["string required", "string computed", isAnswer],
};

describe("data sources with names that users know", () => {
  it.each(known.map(({ name, attributes }) => [name, attributes] as const))(
    "%s has the attributes that they know, but for stated differences",
    async (name, attributes) => {
      const definition = await dataSourceCatalog[name]?.();
      const unstated = flatDifferences(attributes, flatAttributes(definition?.attributes ?? {})).filter(
        ([path, there, here]) => {
          const [statedThere, statedHere] = differences[path] ?? [];
          return there !== statedThere || here !== statedHere;
        },
      );
      expect(unstated).toEqual([]);
    },
  );

  it("differ nowhere else than stated, and everywhere where stated", () => {
    const there = new Set(
      known.flatMap(({ attributes }) => Object.entries(attributes).map(([path, text]) => `${path} ${text}`)),
    );
    const stale = Object.entries(differences).filter(([path, [text]]) => !there.has(`${path} ${text}`));
    expect(stale).toEqual([]);
  });

  it("are all here, each under both of its names", () => {
    for (const { name } of known)
      expect({ name, isHere: name in dataSourceCatalog }).toEqual({ name, isHere: true });
  });

  it("have one definition for all of their names", async () => {
    for (const name of currentDataSources) {
      const definition = await dataSourceCatalog[name]?.();
      expect(name).toBe(`proxmox_${definition?.type}`);
      for (const alias of definition?.aliases ?? [])
        expect(await dataSourceCatalog[alias]?.()).toBe(definition);
    }
  });
});
