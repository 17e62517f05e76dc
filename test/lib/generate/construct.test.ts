import { ComplexObject, TerraformDataSource, TerraformResource, TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";

import { constructFile, dataSourceFile } from "../../../lib/generate/construct.js";
import { sentencesFor, tellerOf } from "../../../lib/generate/comment.js";
import type { Attribute, Attributes } from "../../../lib/schema/attribute.js";
import { computed, optional, required } from "../../../lib/schema/roles.js";
import { entries } from "../../../lib/schema/structures.js";
import { text } from "../../../lib/schema/types.js";
import { snakeCase } from "../../../lib/constructs/terraform-names.js";
import { catalog, currentNames } from "../../../providers/proxmox/catalog.js";

const provider = { name: "toy", source: "tests/toy", version: "1.0.0", base: "../lib/constructs" };
const described = (attributes: Attributes) => ({
  type: "thing",
  description: "A thing.",
  identity: [],
  attributes,
});

/** Every name that a class and an object of it have. */
function membersOf(one: object): readonly string[] {
  const all = Object.getOwnPropertyNames(one);
  for (
    let each = Object.getPrototypeOf(one) as object;
    each !== Object.prototype;
    each = Object.getPrototypeOf(each) as object
  )
    all.push(...Object.getOwnPropertyNames(each));
  return [...new Set(all)].filter((name) => !name.startsWith("_"));
}

class Inner extends ComplexObject {}

function bases(): readonly object[] {
  const stack = new TerraformStack(Testing.app(), "stack");
  const resource = new TerraformResource(stack, "one", { terraformResourceType: "toy_thing" });
  const source = new TerraformDataSource(stack, "two", { terraformResourceType: "toy_thing" });
  return [resource, source, new Inner(resource, "inner", false)];
}

describe("a generated construct", () => {
  const free = (name: string) =>
    !["count", "provider", "lifecycle", "connection", "forEach", "dependsOn", "provisioners"].includes(name);

  it("stands in the way of nothing that its base class has", () => {
    const names = bases().flatMap(membersOf).filter(free);
    const attributes = Object.fromEntries(names.map((name) => [snakeCase(name), optional(text, "It.")]));
    const file = constructFile(described(attributes), provider);
    for (const name of names) {
      expect(file).not.toContain(` get ${name}()`);
      expect(file).toContain(` get ${name}Attribute()`);
    }
  });

  it("nor does an object in what a data source tells", () => {
    const names = bases().flatMap(membersOf).filter(free);
    const inner = Object.fromEntries(names.map((name) => [snakeCase(name), computed(text, "It.")]));
    const all = entries("computed", "All.", { attributes: inner });
    const file = dataSourceFile(described({ all }), provider);
    for (const name of names) expect(file).not.toContain(` get ${name}()`);
  });

  it("is refused where an attribute would be taken for an argument that every block has", () => {
    for (const name of ["connection", "depends_on", "for_each", "provisioners", "count"])
      expect(() => constructFile(described({ [name]: optional(text, "It.") }), provider)).toThrow(
        `thing can't have attributes called ${name}`,
      );
  });

  it("imports nothing for the sake of a word in a comment", () => {
    const file = constructFile(
      described({ it: optional(text, "A Secret, an ObjectList, IResolvable.") }),
      provider,
    );
    expect(file).not.toMatch(/import .*(Secret|ObjectList|IResolvable)/);
  });
});

describe("what is told of an attribute", () => {
  it("says once at most what happens where it is not set", async () => {
    for (const name of currentNames) {
      const definition = await catalog[name]?.();
      for (const attribute of all(definition?.attributes ?? {})) {
        const told = sentencesFor(attribute).join(" ");
        const words = told.match(/\bif (?:unset|not said)\b|\bUnset:|\bDefault:/g) ?? [];
        expect({ name, told, words: words.length > 1 ? words : [] }).toEqual({ name, told, words: [] });
      }
    }
  });

  it("says of what names an object that another name is another object", () => {
    const names = { id: required(text, "Its name."), note: optional(text, "A note.") };
    const tell = tellerOf({ attributes: names, identity: ["id"] });
    expect(tell(names.id)).toEqual(["Its name.", "A change replaces the object."]);
    expect(tell(names.note)).toEqual(["A note.", "Unset: absent."]);
  });

  it("leaves out what was said of a role before", () => {
    expect(sentencesFor(optional(text, "A note."), "optional")).toEqual(["A note."]);
    expect(sentencesFor(optional(text, "A note."), "managed")).toEqual(["A note.", "Unset: absent."]);
  });
});

function all(attributes: Attributes): readonly Attribute[] {
  return Object.values(attributes).flatMap((each) =>
    each.kind === "leaf" ? [each] : [each, ...all(each.attributes)],
  );
}
