import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { decide } from "../../../lib/change/decide.js";
import { nothingOwned } from "../../../lib/change/instance.js";
import { worstEffect, type Effect } from "../../../lib/schema/effect.js";
import type { Resource } from "../../../lib/schema/resource.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../../../providers/proxmox/connection.js";

/** One change of a guest as it was measured on PVE 9.2; it ran where nothing else is said. */
export interface Measured {
  readonly key: string;
  readonly part: string | null;
  readonly change: "add" | "change" | "remove";
  readonly from: string | null;
  readonly to: string | null;
  readonly running?: boolean;
  /** What may change while a virtual machine runs. */
  readonly hotplug?: string;
  readonly outcome: "applied" | "pending" | "kept" | "nothing";
  readonly refused?: string;
}

interface Subject {
  readonly resource: Resource<Connection>;
  /** The rows, one a line. */
  readonly table: URL;
  readonly isKnown: (key: string) => boolean;
  /** Changes that the resource can't or need not make, each with its reason; everything else must be predicted. */
  readonly beside: readonly { readonly reason: string; readonly of: (row: Measured) => boolean }[];
  /** The attributes of a guest in which the row's key has a value, and what planning knows of it before the change. */
  readonly attributes: (row: Measured, value: string | null) => ValueObject;
  readonly facts: (row: Measured) => object;
  /** What is no reason to restart a guest, though it takes effect at its next start. */
  readonly canWait: (row: Measured) => boolean;
  /** How many changes there are of each kind: predicted at least, left out at most, predicted as a reboot at least. */
  readonly counts: { readonly told: number; readonly left: number; readonly cold: number };
}

/** Holds the effects that a resource plans against those that were measured. */
export function describeEffects(subject: Subject): void {
  const { resource, table, isKnown, beside, attributes, facts, canWait, counts } = subject;
  const ours = readFileSync(table, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Measured)
    .filter(({ key }) => isKnown(key));
  const told = ours.filter((row) => !beside.some(({ of }) => of(row)));

  const predicted = (row: Measured, policy: ValueObject = {}): Effect | "none" => {
    const side = (value: string | null) => ({ vmid: 100, ...policy, ...attributes(row, value) });
    const prior = {
      attributes: side(row.from),
      private: { ...nothingOwned, facts: facts(row) as ValueObject },
    };
    const { changes } = decide(resource, { prior, planned: side(row.to) });
    return changes.length === 0 ? "none" : worstEffect(changes.map(({ effect }) => effect));
  };
  const said = (row: Measured): readonly Effect[] => {
    if (canWait(row)) return ["pending"];
    return row.outcome === "applied" || row.outcome === "nothing" ? ["live", "hot-plug"] : ["reboot"];
  };

  describe("the effect of a change", () => {
    it("is for every measured change of a guest what PVE was seen to do", () => {
      const wrong = told
        .map((row) => ({ row, effect: predicted(row) }))
        .filter(({ row, effect }) => !(said(row) as readonly string[]).includes(effect));
      expect(wrong).toEqual([]);
      expect(told.length).toBeGreaterThan(counts.told);
    });

    it("leaves out few measured changes, each for a reason that occurs", () => {
      expect(ours.length - told.length).toBeLessThan(counts.left);
      for (const { reason, of } of beside) expect(ours.filter(of), reason).not.toEqual([]);
    });

    it("is pending instead of a reboot where the author rules the reboot out", () => {
      const cold = told.filter((row) => predicted(row) === "reboot");
      expect(cold.length).toBeGreaterThan(counts.cold);
      for (const row of cold) expect(predicted(row, { reboot_after_update: false })).toBe("pending");
    });
  });
}
