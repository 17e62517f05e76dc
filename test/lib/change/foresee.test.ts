import { describe, expect, it } from "vitest";

import { decide } from "../../../lib/change/decide.js";
import { nothingOwned } from "../../../lib/change/instance.js";
import { proposeForeseen } from "../../../lib/change/perform/propose-foreseen.js";
import { refuse } from "../../../lib/diagnostic/refusal.js";
import { computed, required } from "../../../lib/schema/roles.js";
import { resource, type Foresight } from "../../../lib/schema/resource.js";
import { text } from "../../../lib/schema/types.js";
import { unknown } from "../../../lib/value/value.js";

const printed = (foresee: () => Promise<Foresight>) =>
  resource({
    type: "print",
    description: "A print of what lies elsewhere.",
    source: "nowhere",
    attributes: {
      name: required(text, "Its name."),
      picture: computed(text, "What it shows.", {
        foreseen: true,
        replace: true,
        effect: ({ before }) => (before === null ? "recorded" : "replace"),
      }),
    },
    identity: ["name"],
    importId: { form: "{name}", example: "one", parse: (name) => ({ name }) },
    verbs: { read: async () => undefined, update: async () => undefined, foresee },
  });

const configuration = { name: "one", picture: null };
const prior = (picture: string | null) => ({ attributes: { name: "one", picture }, private: nothingOwned });

describe("what lies outside of the code", () => {
  it("is told in the plan of a new object", async () => {
    const print = printed(async () => ({ values: { picture: "a house" } }));
    const { planned } = await proposeForeseen(print, { prior: undefined, configuration });
    expect(planned).toEqual({ name: "one", picture: "a house" });
  });

  it.each([
    ["a house", "none"],
    ["a tree", "replace"],
    [null, "update"],
  ] as const)("is a change of an object that shows %s: %s", async (picture, action) => {
    const print = printed(async () => ({ values: { picture: "a house" } }));
    const { planned } = await proposeForeseen(print, { prior: prior(picture), configuration });
    expect(decide(print, { prior: prior(picture), planned }).action).toBe(action);
  });

  it("is a change where it can't be told before the apply", async () => {
    const print = printed(async () => ({ values: { picture: unknown } }));
    const { planned } = await proposeForeseen(print, { prior: prior("a house"), configuration });
    expect(decide(print, { prior: prior("a house"), planned }).action).toBe("replace");
  });

  it("that can't be looked at is an error of the plan, and changes nothing", async () => {
    const print = printed(async () => refuse("it is dark"));
    const { planned, diagnostics } = await proposeForeseen(print, { prior: prior("a house"), configuration });
    expect(planned).toEqual({ name: "one", picture: "a house" });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "it is dark" }]);
  });
});
