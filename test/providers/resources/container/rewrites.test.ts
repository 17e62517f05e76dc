import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Configuration } from "../../../../providers/proxmox/resources/nodes/guest/configuration.js";
import { attributesOf } from "../../../../providers/proxmox/resources/nodes/container/attributes-of.js";
import { creationParameters } from "../../../../providers/proxmox/resources/nodes/container/creation-parameters.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import { changesAfter } from "../changes-after.js";
import { meaning } from "../meaning.js";
import { isKnown } from "./known-keys.js";
import { wishOf } from "./wish-of.js";

type Stored = string | number | null;

/** What was sent to PVE 9.2, and what it keeps. */
interface Rewrite {
  readonly key: string;
  readonly sent: Stored | Readonly<Record<string, Stored>>;
  readonly stored: Stored | Readonly<Record<string, Stored>>;
}

const rewrites = readFileSync(new URL("rewrites-9.2.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Rewrite);

function configured({ key }: Rewrite, side: Rewrite["sent"]): Configuration {
  const values = typeof side === "object" && side !== null ? side : { [key]: side };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null || !isKnown(name) ? [] : [[name, String(value)]],
    ),
  );
}

/** Requests that no wish of ours makes, each with its reason. */
const beside: readonly { readonly reason: string; readonly of: (row: Rewrite) => boolean }[] = [
  {
    reason: "a key that the resource does not have, or that is told only at creation",
    of: ({ key }) => key !== "(create)" && !isKnown(key),
  },
];
const ours = rewrites.filter((row) => !beside.some(({ of }) => of(row)));

describe("what PVE makes of a wish", () => {
  it("is no change to the plan that follows, however PVE spells it", () => {
    const wrong = ours
      .map((row) => ({
        row,
        changes: changesAfter(
          container,
          wishOf(configured(row, row.sent)),
          attributesOf(configured(row, row.stored)),
        ),
      }))
      .filter(({ changes }) => changes.length > 0);
    expect(wrong).toEqual([]);
    expect(ours.length).toBeGreaterThan(110);
  });

  it("leaves out few requests, each for a reason that occurs", () => {
    expect(rewrites.length - ours.length).toBeLessThan(12);
    for (const { reason, of } of beside) expect(rewrites.filter(of), reason).not.toEqual([]);
  });

  it("is asked for in a form that means the wish again", () => {
    // A root without a size is a volume that was there before: none is made so.
    const made = ours.filter(({ sent, key }) => key !== "rootfs" || JSON.stringify(sent).includes("size="));
    for (const row of made) {
      const wish = wishOf(configured(row, row.sent));
      const { ostemplate: _from, ...sent } = creationParameters({ planned: wish, secrets: {} });
      expect(meaning(container.attributes, wishOf(sent)), JSON.stringify(row)).toEqual(
        meaning(container.attributes, wish),
      );
    }
  });
});
