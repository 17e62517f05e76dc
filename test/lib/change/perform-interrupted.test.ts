import { describe, expect, it } from "vitest";

import { journalInMemory } from "../../../lib/change/journal.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { afterCrash } from "./after-crash.js";
import { apply } from "./applied.js";
import { guest, Store, surroundings } from "./store.js";

describe("perform, after an interrupted create", () => {
  async function interrupted(code: ValueObject, address?: string) {
    const store = new Store();
    const journal = journalInMemory();
    store.failOn = "configure";
    const { instance } = await apply(
      guest,
      { code, ...(address === undefined ? {} : { address }) },
      surroundings(store, journal),
    );
    expect(instance).toBeUndefined();
    store.failOn = undefined;
    return { store, journal: afterCrash(journal) };
  }

  it("goes on with the object that the first try made, and makes no second one", async () => {
    const { store, journal } = await interrupted({ name: "web", cores: 2 });
    const { instance, diagnostics } = await apply(
      guest,
      { code: { name: "web", cores: 2 } },
      surroundings(store, journal),
    );
    expect(diagnostics).toEqual([]);
    expect(store.objects.size).toBe(1);
    expect(instance?.attributes).toMatchObject({ number: 100, cores: 2 });
    expect(store.objects.get(100)).toMatchObject({ cores: 2 });
  });

  it("finds it by address though the wish changed, and clears what is no longer wished", async () => {
    const { store, journal } = await interrupted({ name: "web", on_boot: true }, "toy_guest.web");
    (store.objects.get(100) as Record<string, unknown>)["on_boot"] = true;
    const { instance } = await apply(
      guest,
      { code: { name: "other", cores: 4 }, address: "toy_guest.web" },
      surroundings(store, journal),
    );
    expect(instance?.attributes).toMatchObject({ number: 100, name: "other", cores: 4 });
    expect(store.objects.get(100)).toMatchObject({ name: "other", cores: 4, on_boot: null });
  });

  it("makes it anew where the first try's object is gone", async () => {
    const { store, journal } = await interrupted({ name: "web" });
    store.objects.clear();
    const { instance } = await apply(guest, { code: { name: "web" } }, surroundings(store, journal));
    expect(instance?.attributes).toMatchObject({ number: 100 });
    expect(store.calls.filter((call) => call === "post")).toHaveLength(2);
  });

  it("stops where an identical wish was answered and no state has it", async () => {
    const store = new Store();
    const journal = journalInMemory();
    await apply(guest, { code: { name: "web" } }, surroundings(store, journal));
    const { instance, diagnostics } = await apply(
      guest,
      { code: { name: "web" } },
      surroundings(store, afterCrash(journal)),
    );
    expect(instance).toBeUndefined();
    expect(diagnostics[0]?.summary).toContain("the state does not have it");
  });
});
