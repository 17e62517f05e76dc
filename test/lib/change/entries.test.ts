import { describe, expect, it } from "vitest";

import { adopt } from "../../../lib/change/adopt.js";
import { decide } from "../../../lib/change/decide.js";
import { nothingOwned, type Instance } from "../../../lib/change/instance.js";
import { propose } from "../../../lib/change/propose.js";
import { refresh } from "../../../lib/change/refresh.js";
import { optional, required } from "../../../lib/schema/roles.js";
import { resource, type Observed } from "../../../lib/schema/resource.js";
import { entries } from "../../../lib/schema/structures.js";
import { flag, integer, text } from "../../../lib/schema/types.js";
import type { Value } from "../../../lib/value/value.js";

const fold = { canonical: (value: string) => value.toLowerCase() };

/** A list of names in any order, and a set that others write to as well. */
const roster = resource({
  type: "roster",
  description: "Who is there.",
  source: "invented",
  attributes: {
    name: entries("optional", "Names.", {
      block: true,
      unordered: "list",
      attributes: {
        text: required(text, "The name.", fold),
        loud: optional(flag, "Loud.", { default: false }),
      },
    }),
    right: entries("optional", "Rights.", {
      block: true,
      unordered: "set",
      shared: true,
      attributes: { on: required(text, "On what."), level: optional(integer(), "How much.", { default: 1 }) },
    }),
  },
  identity: [],
  importId: { form: "roster", example: "roster", parse: () => ({}) },
  verbs: { read: async () => undefined, update: async () => undefined },
});

const name = (said: string, loud: boolean | null = false) => ({ text: said, loud });
const right = (on: string, level: number | null = 1) => ({ on, level });
const standing = (attributes: Instance["attributes"]): Instance => ({ attributes, private: nothingOwned });
const seen = (attributes: Readonly<Record<string, Value>>) => ({ attributes }) as Observed;

function wish(prior: Instance, code: Readonly<Record<string, Value>>) {
  const { planned } = propose(roster, { prior, configuration: { name: [], right: [], ...code } });
  return { planned, changes: decide(roster, { prior, planned }).changes.map(({ path }) => path[0]) };
}

describe("entries in any order", () => {
  const prior = standing({ name: [name("Bo"), name("al", true)], right: [] });

  it("are shown in the order of the code, however the object has them", () => {
    const now = refresh(roster, prior, seen({ name: [name("al", true), name("bo"), name("cy")], right: [] }));
    expect(now.attributes["name"]).toEqual([name("Bo"), name("al", true), name("cy")]);
  });

  it("are unchanged where only their order is, and keep it", () => {
    const { planned, changes } = wish(prior, { name: [name("AL", true), name("bo", null)] });
    expect(planned["name"]).toEqual(prior.attributes["name"]);
    expect(changes).toEqual([]);
  });

  it("change where one comes, goes or says something else", () => {
    expect(wish(prior, { name: [name("bo")] }).changes).toEqual(["name"]);
    expect(wish(prior, { name: [name("bo"), name("al")] }).changes).toEqual(["name"]);
  });

  it("have a value for each attribute where they are taken over, for one that means nothing, too", () => {
    const attributes = { note: optional(text, "Why.", { default: "", absent: "" }) };
    const notes = entries("optional", "Notes.", { block: true, unordered: "list", attributes });
    const adopted = adopt({ attributes: { notes } }, seen({ notes: [{ note: "" }] }), undefined);
    expect(adopted.attributes["notes"]).toEqual([{ note: "" }]);
  });

  it("need attributes that always have a value", () => {
    const loose = { attributes: { comment: optional(text, "Why.") }, unordered: "list" } as const;
    expect(() => entries("optional", "Loose.", loose)).toThrow(/"comment"/);
  });
});

describe("entries among those of others", () => {
  const prior = standing({ name: [], right: [right("/a")] });

  it("are shown without those of others, which leave a mark", () => {
    const now = refresh(roster, prior, seen({ name: [], right: [right("/b"), right("/a")] }));
    expect(now.attributes["right"]).toEqual([right("/a")]);
    expect(now.private.others).toEqual(["right"]);
  });

  it("are missed where somebody took one away or changed it", () => {
    const now = refresh(roster, prior, seen({ name: [], right: [right("/a", 2)] }));
    expect(now.attributes["right"]).toEqual([]);
    expect(wish(now, { right: [right("/a", null)] }).changes).toEqual(["right"]);
  });

  it("are not taken over by an import", () => {
    const imported = adopt(roster, seen({ name: [name("bo")], right: [right("/b")] }), undefined);
    expect(imported.attributes).toEqual({ name: [name("bo")], right: [] });
  });

  it("stand in a set, where the order is no matter", () => {
    const both = standing({ name: [], right: [right("/a"), right("/b")] });
    expect(wish(both, { right: [right("/b", null), right("/a")] }).changes).toEqual([]);
  });
});
