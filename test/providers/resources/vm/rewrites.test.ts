import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { attributesOf } from "../../../../providers/proxmox/resources/nodes/vm/attributes-of.js";
import { creationParameters } from "../../../../providers/proxmox/resources/nodes/vm/creation-parameters.js";
import type { Configuration } from "../../../../providers/proxmox/resources/nodes/guest/configuration.js";
import { partsOf } from "../../../../providers/proxmox/form/property-string.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import { changesAfter } from "../changes-after.js";
import { meaning } from "../meaning.js";
import { isKnown } from "./known-keys.js";

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

/** The wish that a request stands for. A disk that is asked for as `storage:4` is one of 4 GiB. */
function wishOf(sent: Configuration): ValueObject {
  const seen = attributesOf(sent);
  const disks = Object.entries((seen["disks"] ?? {}) as Readonly<Record<string, ValueObject>>).map(
    ([slot, disk]) => {
      const { "import-from": from, format } = partsOf(sent[slot] ?? "", "file");
      const gib = /^[^:]+:(\d+)$/.exec(disk["file"] as string)?.[1];
      const size = from !== undefined || gib === undefined ? null : `${Number(gib)}G`;
      return [slot, { ...disk, size, from: from ?? null, format: format ?? null, file: null }];
    },
  );
  return { node: "pve1", ...seen, template: null, disks: Object.fromEntries(disks) as ValueObject };
}

/** Requests that no wish of ours makes, each with its reason. */
const beside: readonly { readonly reason: string; readonly of: (row: Rewrite) => boolean }[] = [
  { reason: "a key that the resource does not have", of: ({ key }) => key !== "(create)" && !isKnown(key) },
  {
    reason: "refused: a path instead of a volume id",
    of: ({ sent }) => typeof sent === "string" && sent.startsWith("/"),
  },
  {
    reason: "refused: 1 instead of a UUID; it is what PVE does unasked",
    of: ({ key, sent }) => (key === "vmgenid" ? sent : vmgenid(sent)) === "1",
  },
  { reason: "refused: no boot order at all", of: ({ sent }) => isRecord(sent) && sent["boot"] === "" },
];
function isRecord(sent: Rewrite["sent"]): sent is Readonly<Record<string, Stored>> {
  return typeof sent === "object" && sent !== null;
}
const vmgenid = (sent: Rewrite["sent"]) => (isRecord(sent) ? sent["vmgenid"] : undefined);
const ours = rewrites.filter((row) => !beside.some(({ of }) => of(row)));

describe("what PVE makes of a wish", () => {
  it("is no change to the plan that follows, however PVE spells it", () => {
    const wrong = ours
      .map((row) => ({
        row,
        changes: changesAfter(
          vm,
          wishOf(configured(row, row.sent)),
          attributesOf(configured(row, row.stored)),
        ),
      }))
      .filter(({ changes }) => changes.length > 0);
    expect(wrong).toEqual([]);
    expect(ours.length).toBeGreaterThan(300);
  });

  it("leaves out few requests, each for a reason that occurs", () => {
    expect(rewrites.length - ours.length).toBeLessThan(120);
    for (const { reason, of } of beside) expect(rewrites.filter(of), reason).not.toEqual([]);
  });

  it("is asked for in a form that means the wish again", () => {
    for (const row of ours) {
      const wish = wishOf(configured(row, row.sent));
      const sent = creationParameters({ planned: wish, secrets: {}, later: [] });
      expect(meaning(vm.attributes, wishOf(sent)), JSON.stringify(row)).toEqual(meaning(vm.attributes, wish));
    }
  });
});
