import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { decide } from "../../../../lib/change/decide.js";
import { nothingOwned } from "../../../../lib/change/instance.js";
import { worstEffect, type Effect } from "../../../../lib/schema/effect.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { attributesOf } from "../../../../providers/proxmox/resources/nodes/vm/attributes-of.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import { isKnown } from "./known-keys.js";

/** One change of a running guest as it was measured on PVE 9.2. */
interface Measured {
  readonly hotplug: string;
  readonly key: string;
  readonly part: string | null;
  readonly change: "add" | "change" | "remove";
  readonly from: string | null;
  readonly to: string | null;
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
    reason: "the bridge is missing: the plan can't know",
    of: ({ refused }) => /does not exist|pve-bridge-hotplug/.test(refused ?? ""),
  },
  { reason: "a MAC address is assigned once and never cleared", of: ({ part }) => part === "macaddr(auto)" },
  {
    reason: "the case of a MAC address means nothing",
    of: ({ key, part }) => key === "net1" && part === "macaddr(lower case)",
  },
  { reason: "bps is kept as mbps=0.000 by PVE: not an attribute", of: ({ part }) => /^bps/.test(part ?? "") },
  { reason: "the format follows from the volume", of: ({ part }) => part === "format" },
  { reason: "a volume is not swapped under a slot", of: ({ part }) => part === "swap volume" },
  {
    reason: "the old form of boot is no list of slots",
    of: ({ key, part, from }) => key === "boot" && part === "legacy" && /cdn/.test(from ?? ""),
  },
  {
    reason: "the guest was started with other features: the process keeps those, not the value",
    of: ({ key, outcome }) => key === "hotplug" && outcome === "kept",
  },
  {
    reason: "the password is not shown: PVE's answer does not tell",
    of: ({ key, outcome }) => key === "cipassword" && outcome === "nothing",
  },
];

function predicted({ key, from, to, hotplug }: Measured, policy: ValueObject = {}): Effect | "none" {
  const facts = { running: true, hotplug };
  const side = (value: string | null): ValueObject => {
    const seen = attributesOf(value === null ? {} : { [key]: value });
    const password: ValueObject =
      key === "cipassword"
        ? { password_version: value === null ? null : value.length + value.charCodeAt(7) }
        : {};
    return {
      vmid: 100,
      ...policy,
      ...seen,
      cloud_init: { ...(seen["cloud_init"] as ValueObject), ...password },
    };
  };
  const prior = { attributes: side(from), private: { ...nothingOwned, facts } };
  const { changes } = decide(vm, { prior, planned: side(to) });
  return changes.length === 0 ? "none" : worstEffect(changes.map(({ effect }) => effect));
}

/** What the plan must say for what was measured. */
function said({ outcome, key }: Measured): readonly Effect[] {
  switch (outcome) {
    case "applied":
    case "nothing":
      return ["live", "hot-plug"];
    case "pending":
      return ["reboot"];
    case "kept":
      // Only the title of the process: no reason to restart a guest.
      return key === "name" ? ["pending"] : ["reboot"];
  }
}

const ours = measured.filter(({ key }) => isKnown(key));
const told = ours.filter((row) => !beside.some(({ of }) => of(row)));

describe("the effect of a change", () => {
  it("is for every measured change of a running guest what PVE was seen to do", () => {
    const wrong = told
      .map((row) => ({ row, effect: predicted(row) }))
      .filter(({ row, effect }) => !(said(row) as readonly string[]).includes(effect));
    expect(wrong).toEqual([]);
    expect(told.length).toBeGreaterThan(940);
  });

  it("leaves out few measured changes, each for a reason that occurs", () => {
    expect(ours.length - told.length).toBeLessThan(50);
    for (const { reason, of } of beside) expect(ours.filter(of), reason).not.toEqual([]);
  });

  it("is pending instead of a reboot where the author rules the reboot out", () => {
    const cold = told.filter((row) => predicted(row) === "reboot");
    expect(cold.length).toBeGreaterThan(300);
    for (const row of cold) expect(predicted(row, { reboot_after_update: false })).toBe("pending");
  });
});
