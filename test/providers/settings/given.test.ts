import { describe, expect, it } from "vitest";

import { optional } from "../../../lib/schema/roles.js";
import { flag, integer, listOf, oneOf, text } from "../../../lib/schema/types.js";
import { unknown } from "../../../lib/value/value.js";
import { givenOf } from "../../../providers/proxmox/settings/given.js";
import { attributesOf, setting } from "../../../providers/proxmox/settings/setting.js";

const settings = {
  name: setting(optional(text, "A name."), "TOY_NAME", "OLD_NAME"),
  agent: setting(optional(flag, "An agent."), "TOY_AGENT"),
  port: setting(optional(integer({ min: 1, max: 65_535 }), "A port."), "TOY_PORT"),
  kind: setting(optional(oneOf("api", "dns"), "A kind."), "TOY_KIND"),
  hosts: setting(optional(listOf(text), "Hosts."), "TOY_HOSTS"),
  secret: setting(optional(oneOf("one"), "A secret.", { sensitive: true }), "TOY_SECRET"),
};

describe("a setting", () => {
  it("is taken from the block before the environment, and says who gave it", () => {
    const { given } = givenOf(settings, {
      block: { name: "block", agent: null },
      at: ["ssh", 0],
      environment: { TOY_NAME: "environment", TOY_AGENT: "1" },
    });
    expect(given.name).toEqual({
      value: "block",
      source: "block",
      from: "ssh.name in the provider block",
      path: ["ssh", 0, "name"],
    });
    expect(given.agent).toEqual({
      value: true,
      source: "environment",
      from: "TOY_AGENT in the environment",
      path: ["ssh", 0, "agent"],
    });
  });

  it("that is false in the block is said: the environment doesn't overrule it", () => {
    const { given } = givenOf(settings, { block: { agent: false }, environment: { TOY_AGENT: "true" } });
    expect(given.agent?.value).toBe(false);
  });

  it("that is empty counts as not said", () => {
    const { given } = givenOf(settings, {
      block: { name: "" },
      environment: { TOY_NAME: "", OLD_NAME: "old", TOY_AGENT: "" },
    });
    expect(given.name?.value).toBe("old");
    expect(given.agent).toBeUndefined();
  });

  it("that is not known yet is not taken from the environment", () => {
    const { given } = givenOf(settings, { block: { name: unknown }, environment: { TOY_NAME: "other" } });
    expect(given.name).toBeUndefined();
  });

  it.each([
    [{ TOY_AGENT: "yes" }, "agent", true],
    [{ TOY_AGENT: "F" }, "agent", false],
    [{ TOY_PORT: "22" }, "port", 22],
    [{ TOY_KIND: "dns" }, "kind", "dns"],
    [{ TOY_HOSTS: " a, b,,c " }, "hosts", ["a", "b", "c"]],
  ] as const)("is read from the environment by its type: %j", (environment, name, wanted) => {
    const { given, diagnostics } = givenOf(settings, { block: {}, environment });
    expect([given[name]?.value, diagnostics]).toEqual([wanted, []]);
  });

  it("is refused by the name of its variable, all that is wrong at once, and never shows a secret", () => {
    const environment = { TOY_AGENT: "maybe", TOY_PORT: "0", TOY_KIND: "ftp", TOY_SECRET: "hidden-marker" };
    const { given, diagnostics } = givenOf(settings, { block: {}, environment });
    expect([given.agent, given.port]).toEqual([undefined, undefined]);
    expect(diagnostics.map(({ summary, path }) => [summary, path])).toEqual([
      ["TOY_AGENT: must be true or false", ["agent"]],
      ["TOY_PORT: must be at least 1", ["port"]],
      ['TOY_KIND: must be one of "api", "dns"', ["kind"]],
      ['TOY_SECRET: must be one of "one"', ["secret"]],
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain("hidden-marker");
  });

  it("names its variables in its description", () => {
    expect(attributesOf(settings).name.description).toBe("A name. `TOY_NAME`, `OLD_NAME`.");
  });
});
