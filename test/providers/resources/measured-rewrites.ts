import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Resource } from "../../../lib/schema/resource.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../../../providers/proxmox/connection.js";
import type { Configuration } from "../../../providers/proxmox/resources/nodes/guest/configuration.js";
import { changesAfter } from "./changes-after.js";
import { meaning } from "./meaning.js";

type Stored = string | number | null;

/** What was sent to PVE 9.2, and what it keeps. */
export interface Rewrite {
  readonly key: string;
  readonly sent: Stored | Readonly<Record<string, Stored>>;
  readonly stored: Stored | Readonly<Record<string, Stored>>;
}

interface Subject {
  readonly resource: Resource<Connection>;
  /** The rows, one a line. */
  readonly table: URL;
  readonly isKnown: (key: string) => boolean;
  /** Requests that no wish of ours makes, each with its reason. */
  readonly beside: readonly { readonly reason: string; readonly of: (row: Rewrite) => boolean }[];
  /** The wish that a request stands for, what is seen of a guest with that configuration, and what a wish is asked for with. */
  readonly wishOf: (sent: Configuration) => ValueObject;
  readonly attributesOf: (stored: Configuration) => ValueObject;
  readonly parametersOf: (wish: ValueObject) => Configuration;
  /** Whether a guest can be made so. */
  readonly canBeMade?: (row: Rewrite) => boolean;
  /** How many requests count at least, and are left out at most. */
  readonly counts: { readonly ours: number; readonly left: number };
}

/** Holds a resource's notations against what PVE makes of values. */
export function describeRewrites(subject: Subject): void {
  const { resource, table, isKnown, beside, wishOf, attributesOf, parametersOf, counts } = subject;
  const rewrites = readFileSync(table, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Rewrite);
  const ours = rewrites.filter((row) => !beside.some(({ of }) => of(row)));

  const configured = ({ key }: Rewrite, side: Rewrite["sent"]): Configuration => {
    const values = typeof side === "object" && side !== null ? side : { [key]: side };
    return Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value === null || !isKnown(name) ? [] : [[name, String(value)]],
      ),
    );
  };

  describe("what PVE makes of a wish", () => {
    it("is no change to the plan that follows, however PVE spells it", () => {
      const wrong = ours
        .map((row) => ({
          row,
          changes: changesAfter(
            resource,
            wishOf(configured(row, row.sent)),
            attributesOf(configured(row, row.stored)),
          ),
        }))
        .filter(({ changes }) => changes.length > 0);
      expect(wrong).toEqual([]);
      expect(ours.length).toBeGreaterThan(counts.ours);
    });

    it("leaves out few requests, each for a reason that occurs", () => {
      expect(rewrites.length - ours.length).toBeLessThan(counts.left);
      for (const { reason, of } of beside) expect(rewrites.filter(of), reason).not.toEqual([]);
    });

    it("is asked for in a form that means the wish again", () => {
      for (const row of ours.filter(subject.canBeMade ?? (() => true))) {
        const wish = wishOf(configured(row, row.sent));
        expect(meaning(resource.attributes, wishOf(parametersOf(wish))), JSON.stringify(row)).toEqual(
          meaning(resource.attributes, wish),
        );
      }
    });
  });
}
