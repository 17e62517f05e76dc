import { describe, expect, it } from "vitest";

import { propose } from "../../../lib/change/propose.js";
import { valueAt } from "../../../lib/value/path.js";
import { unknown, type ValueObject } from "../../../lib/value/value.js";
import { machine, standing, written } from "./toy.js";

const plannedFrom = (
  ...[prior, values]: [Parameters<typeof propose>[1]["prior"], Parameters<typeof written>[0]]
) => propose(machine, { prior, configuration: written({ zone: "a", ...values }) });

describe("propose, for an object to be made", () => {
  it("takes what the author wrote, leaves the rest unmanaged, and does not know what the object decides", () => {
    const { planned, diagnostics } = plannedFrom(undefined, {
      cores: 2,
      disks: { scsi0: { storage: "local" } },
    });
    expect(diagnostics).toEqual([]);
    expect(planned).toMatchObject({
      zone: "a",
      cores: 2,
      tags: null,
      label: null,
      size: 3,
      number: unknown,
      id: unknown,
    });
    expect(planned["disks"]).toEqual({
      scsi0: { storage: "local", gibibytes: null, cache: null, volume: unknown },
    });
  });

  it("keeps an assigned value that the author wrote", () => {
    expect(plannedFrom(undefined, { number: 12 }).planned).toMatchObject({ number: 12 });
  });

  it("writes a value that means absent, letter by letter", () => {
    expect(plannedFrom(undefined, { start_on_boot: false, label: "" }).planned).toMatchObject({
      start_on_boot: false,
      label: "",
    });
  });
});

describe("propose, for an object that stands", () => {
  it("keeps prior's spelling where the wish means the same", () => {
    const prior = standing({ label: "Web", tags: ["a", "b"] }, { owned: ["tags"] });
    expect(plannedFrom(prior, { label: "WEB", tags: ["b", "a"] }).planned).toMatchObject({
      label: "Web",
      tags: ["a", "b"],
    });
  });

  it("leaves an unset key alone that we did not write, and removes one that we did", () => {
    expect(plannedFrom(standing({ cores: 4 }), {}).planned).toMatchObject({ cores: 4 });
    expect(plannedFrom(standing({ cores: 4 }, { owned: ["cores"] }), {}).planned).toMatchObject({
      cores: null,
    });
  });

  it("removes an unset optional value whoever wrote it, or brings back its default", () => {
    expect(plannedFrom(standing({ label: "x", size: 9 }), {}).planned).toMatchObject({
      label: null,
      size: 3,
    });
  });

  it("writes a managed key that prior does not show, even if it means absent", () => {
    expect(plannedFrom(standing({}), { start_on_boot: false }).planned).toMatchObject({
      start_on_boot: false,
    });
  });

  it("never clears an assigned value", () => {
    expect(plannedFrom(standing({}), {}).planned).toMatchObject({ number: 7 });
  });

  it("forgets a computed value only where a change can change it", () => {
    expect(plannedFrom(standing({ cores: 1 }), { cores: 2 }).planned).toMatchObject({
      revision: unknown,
      id: "7",
    });
    expect(plannedFrom(standing({ cores: 1 }), { cores: 1, label: "x" }).planned).toMatchObject({
      revision: 1,
    });
  });

  it("does not compare an origin, and records it where prior has none", () => {
    expect(plannedFrom(standing({ image: "old" }), { image: "new" }).planned).toMatchObject({ image: "old" });
    expect(plannedFrom(standing({}), { image: "new" }).planned).toMatchObject({ image: "new" });
  });

  it("plans what is not known yet as not known", () => {
    expect(plannedFrom(standing({ cores: 1 }), { cores: unknown, disks: unknown }).planned).toMatchObject({
      cores: unknown,
      disks: unknown,
    });
  });

  it("decides leaf by leaf inside an object", () => {
    const prior = standing({ agent: { enabled: true, kind: "isa" } }, { owned: ["agent.kind"] });
    expect(plannedFrom(prior, {}).planned).toMatchObject({ agent: { enabled: true, kind: null } });
    expect(plannedFrom(prior, { agent: { enabled: false, kind: null } }).planned).toMatchObject({
      agent: { enabled: false, kind: null },
    });
  });
});

describe("propose, for slots", () => {
  const disk = (storage: string) => ({ storage, gibibytes: null, cache: null, volume: "v" });

  it("removes a slot that is ours and gone from the code, and keeps one that is not when the code names none", () => {
    const prior = standing(
      { disks: { scsi0: disk("a"), scsi1: disk("b") } },
      { owned: ["disks.scsi0.gibibytes"] },
    );
    expect(plannedFrom(prior, {}).planned["disks"]).toEqual({ scsi1: disk("b") });
  });

  it("keeps the map as it is where the code says the same of its slots", () => {
    const prior = standing({ disks: { scsi0: disk("a"), scsi1: disk("b") } });
    const { planned, diagnostics } = plannedFrom(prior, { disks: { scsi0: { storage: "a" } } });
    expect(diagnostics).toEqual([]);
    expect(planned["disks"]).toEqual(prior.attributes["disks"]);
  });

  it("refuses to change one slot beside a shown one that is not ours, and names the ways out", () => {
    const prior = standing({ disks: { scsi0: disk("a"), scsi1: disk("b") } });
    const { diagnostics } = plannedFrom(prior, { disks: { scsi0: { storage: "c" } } });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: "error", path: ["disks", "scsi1"] });
    expect(diagnostics[0]?.detail).toMatch(/own=disks\.scsi1.*ignore_changes/);
  });

  it("refuses a slot that somebody else uses", () => {
    const { diagnostics } = plannedFrom(standing({}, { others: ["disks.scsi3"] }), {
      disks: { scsi3: { storage: "a" } },
    });
    expect(diagnostics[0]).toMatchObject({ severity: "error", summary: "disks.scsi3 is already in use" });
  });

  it("forgets an assigned leaf where a change can change it, unless the code says it", () => {
    const prior = standing({ disks: { scsi0: disk("a") } }, { owned: ["disks.scsi0"] });
    const volumeOf = (wish: ValueObject) =>
      valueAt(plannedFrom(prior, { disks: { scsi0: wish } }).planned, ["disks", "scsi0", "volume"]);
    expect(volumeOf({ storage: "b" })).toEqual(unknown);
    expect(volumeOf({ storage: "b", volume: "v" })).toBe("v");
    expect(volumeOf({ storage: "a", gibibytes: 8 })).toBe("v");
  });

  it("keeps an assigned leaf of a slot, and asks for it in a new one", () => {
    const prior = standing({ disks: { scsi0: disk("a") } }, { owned: ["disks.scsi0"] });
    const { planned } = plannedFrom(prior, {
      disks: { scsi0: { storage: "a", gibibytes: 8 }, scsi1: { storage: "a" } },
    });
    expect(planned["disks"]).toMatchObject({
      scsi0: { volume: "v", gibibytes: 8 },
      scsi1: { volume: unknown },
    });
  });
});
