import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { decide } from "../../../../lib/change/decide.js";
import { nothingOwned } from "../../../../lib/change/instance.js";
import { worstEffect, type Effect } from "../../../../lib/schema/effect.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { attributesOf } from "../../../../providers/proxmox/resources/nodes/container/attributes-of.js";
import { factsOf } from "../../../../providers/proxmox/resources/nodes/container/facts-of.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import { isKnown } from "./known-keys.js";

/** One change of a container as it was measured on PVE 9.2; it ran where nothing else is said. */
interface Measured {
  readonly key: string;
  readonly part: string | null;
  readonly change: "add" | "change" | "remove";
  readonly from: string | null;
  readonly to: string | null;
  readonly running?: boolean;
  readonly outcome: "applied" | "pending" | "kept" | "nothing";
  readonly refused?: string;
}

const measured = readFileSync(new URL("effects-9.2.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Measured);

/** Changes that the resource can't or need not make, each with its reason; everything else must be predicted. */
const beside: readonly { readonly reason: string; readonly of: (row: Measured) => boolean }[] = [
  {
    reason: "PVE refuses it: nothing was changed",
    of: ({ outcome, refused }) => outcome === "nothing" && refused !== undefined,
  },
  {
    reason: "a volume grows by a call of its own, not by its line",
    of: ({ key, part }) => key === "rootfs" && part === "size",
  },
];

function predicted({ key, from, to, running = true }: Measured, policy: ValueObject = {}): Effect | "none" {
  const stored = (value: string | null) => (value === null ? {} : { [key]: value });
  const side = (value: string | null) => ({ vmid: 100, ...policy, ...attributesOf(stored(value)) });
  const configuration = { running: stored(from), wished: stored(from), digest: "" };
  const facts = { ...factsOf(configuration), running };
  const prior = { attributes: side(from), private: { ...nothingOwned, facts } };
  const { changes } = decide(container, { prior, planned: side(to) });
  return changes.length === 0 ? "none" : worstEffect(changes.map(({ effect }) => effect));
}

/** What the plan must say for what was measured. */
function said({ outcome, key }: Measured): readonly Effect[] {
  switch (outcome) {
    case "applied":
    case "nothing":
      // The host has another name at once, what runs in it learns of it at its next start: no reason for one.
      return key === "hostname" ? ["pending"] : ["live", "hot-plug"];
    case "pending":
    case "kept":
      return ["reboot"];
  }
}

const ours = measured.filter(({ key }) => isKnown(key));
const told = ours.filter((row) => !beside.some(({ of }) => of(row)));

describe("the effect of a change", () => {
  it("is for every measured change of a container what PVE was seen to do", () => {
    const wrong = told
      .map((row) => ({ row, effect: predicted(row) }))
      .filter(({ row, effect }) => !(said(row) as readonly string[]).includes(effect));
    expect(wrong).toEqual([]);
    expect(told.length).toBeGreaterThan(150);
  });

  it("leaves out few measured changes, each for a reason that occurs", () => {
    expect(ours.length - told.length).toBeLessThan(10);
    for (const { reason, of } of beside) expect(ours.filter(of), reason).not.toEqual([]);
  });

  it("is pending instead of a reboot where the author rules the reboot out", () => {
    const cold = told.filter((row) => predicted(row) === "reboot");
    expect(cold.length).toBeGreaterThan(60);
    for (const row of cold) expect(predicted(row, { reboot_after_update: false })).toBe("pending");
  });
});
