import { describe, expect, it } from "vitest";

import type { Instance } from "../../../lib/change/instance.js";
import { journalInMemory } from "../../../lib/change/journal.js";
import { importInstance, readInstance } from "../../../lib/change/perform/read.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { apply, made } from "./applied.js";
import { guest, settings, Store, surroundings } from "./store.js";

describe("perform, making", () => {
  it("returns what was planned, filled in by what the object decided, and owns what it wrote", async () => {
    const store = new Store();
    const instance = await made(store, { name: "web", cores: 2 });
    expect(instance.attributes).toMatchObject({
      id: "100",
      number: 100,
      name: "web",
      cores: 2,
      on_boot: null,
    });
    expect(instance.private.owned).toEqual(["cores"]);
  });

  it("refuses what exists and proposes to import it", async () => {
    const store = new Store();
    store.objects.set(7, { name: "theirs" });
    const { instance, diagnostics } = await apply(
      guest,
      { code: { name: "web", number: 7 } },
      surroundings(store),
    );
    expect(instance).toBeUndefined();
    expect(diagnostics[0]?.summary).toBe("guest with number 7 exists already");
    expect(diagnostics[0]?.detail).toContain("Import");
    expect(store.calls).toEqual([]);
  });

  it("writes a write-only value, and keeps it out of the instance and the journal", async () => {
    const store = new Store();
    const journal = journalInMemory();
    store.failOn = "configure";
    await apply(
      guest,
      { code: { name: "web", password: "hunter2", password_version: 1 } },
      surroundings(store, journal),
    );
    expect(store.objects.get(100)).toMatchObject({ password: "hunter2" });
    expect(JSON.stringify(await journal.open("toy_guest"))).not.toContain("hunter2");
  });

  it("keeps no entry where nothing was made", async () => {
    const store = new Store();
    const journal = journalInMemory();
    store.failOn = "post";
    const { diagnostics } = await apply(guest, { code: { name: "web" } }, surroundings(store, journal));
    expect(diagnostics[0]?.summary).toBe("post failed");
    expect(await journal.open("toy_guest")).toEqual([]);
  });
});

describe("perform, changing", () => {
  it("sends what changed and owns what it wrote", async () => {
    const store = new Store();
    const prior = await made(store, { name: "web" });
    store.calls.length = 0;
    const { instance } = await apply(guest, { prior, code: { name: "web", cores: 4 } }, surroundings(store));
    expect(store.calls).toEqual(["put cores"]);
    expect(instance?.private.owned).toEqual(["cores"]);
  });

  it("removes the object whatever else was changed of it since the plan", async () => {
    const store = new Store();
    const prior = await made(store, { name: "web", cores: 2 });
    (store.objects.get(100) as Record<string, unknown>)["cores"] = 8;
    const gone = await apply(guest, { prior }, surroundings(store));
    expect(gone).toMatchObject({ instance: undefined, diagnostics: [] });
    expect(store.objects.has(100)).toBe(false);
  });

  it("writes nothing where somebody changed the object since the plan", async () => {
    const store = new Store();
    const prior = await made(store, { name: "web", cores: 2 });
    (store.objects.get(100) as Record<string, unknown>)["cores"] = 8;
    store.calls.length = 0;
    const { instance, diagnostics } = await apply(
      guest,
      { prior, code: { name: "new", cores: 2 } },
      surroundings(store),
    );
    expect(diagnostics[0]?.summary).toContain("changed since the plan");
    expect(diagnostics[0]?.detail).toContain("cores");
    expect(store.calls).toEqual([]);
    expect(instance?.attributes).toMatchObject({ cores: 8, name: "web" });
  });

  it("keeps what a failed change achieved, and owns only that", async () => {
    const store = new Store();
    const prior = await made(store, { name: "web" });
    store.failOn = "put on_boot";
    const { instance, diagnostics } = await apply(
      guest,
      { prior, code: { name: "web", cores: 4, on_boot: true } },
      surroundings(store),
    );
    expect(diagnostics[0]?.summary).toBe("put on_boot failed");
    expect(instance?.attributes).toMatchObject({ cores: 4, on_boot: null });
    expect(instance?.private.owned).toEqual(["cores"]);
  });

  it("writes a write-only value again only when its version changes", async () => {
    const store = new Store();
    const prior = await made(store, { name: "web", password: "one", password_version: 1 });
    const same = await apply(
      guest,
      { prior, code: { name: "x", password: "two", password_version: 1 } },
      surroundings(store),
    );
    expect(store.objects.get(100)).toMatchObject({ password: "one" });
    await apply(
      guest,
      { prior: same.instance, code: { name: "x", password: "two", password_version: 2 } },
      surroundings(store),
    );
    expect(store.objects.get(100)).toMatchObject({ password: "two" });
  });
});

describe("perform, deleting and reading", () => {
  it("succeeds in deleting what is gone", async () => {
    const store = new Store();
    const prior = await made(store, { name: "web" });
    store.objects.clear();
    expect(await apply(guest, { prior }, surroundings(store))).toEqual({
      instance: undefined,
      diagnostics: [],
    });
  });

  it("keeps the instance where a read fails", async () => {
    const store = new Store();
    const prior = await made(store, { name: "web" });
    const broken = {
      ...guest,
      verbs: { ...guest.verbs, read: async () => Promise.reject(new Error("node is down")) },
    };
    const { instance, diagnostics } = await readInstance(broken, store, prior);
    expect(instance).toBe(prior);
    expect(diagnostics[0]?.summary).toBe("node is down");
  });

  it("imports with the named attributes owned, or everything shown and nothing owned", async () => {
    const store = new Store();
    store.objects.set(9, { name: "old", cores: 2, on_boot: true });
    expect(await importInstance(guest, store, "9?own=cores")).toMatchObject({
      attributes: { name: "old", cores: 2, on_boot: null },
      private: { owned: ["cores"], others: ["on_boot"] },
    });
    expect(await importInstance(guest, store, "9")).toMatchObject({
      attributes: { cores: 2, on_boot: true },
      private: { owned: [] },
    });
    await expect(importInstance(guest, store, "9?own=corse")).rejects.toThrow(/corse/);
    await expect(importInstance(guest, store, "x")).rejects.toThrow(
      /\{number\}.*"\?own=cores,on_boot" after it/,
    );
    await expect(importInstance(guest, store, "8")).rejects.toThrow(/there is no guest "8"/);
  });
});

describe("perform, on what always exists", () => {
  async function settled(store: Store, prior: Instance | undefined, code: ValueObject): Promise<Instance> {
    const { instance, diagnostics } = await apply(
      settings,
      { code, ...(prior === undefined ? {} : { prior }) },
      surroundings(store),
    );
    expect(diagnostics).toEqual([]);
    return instance as Instance;
  }

  it("takes over its keys, leaves the others', and puts back what stood there before", async () => {
    const store = new Store();
    const made = await settled(store, undefined, { motd: "ours", language: "fr", zone: "new" });
    expect(store.singleton).toEqual({
      motd: "ours",
      keyboard: "de",
      language: "fr",
      zone: "new",
      policy: "drop",
    });
    await apply(settings, { prior: made }, surroundings(store));
    expect(store.singleton).toEqual({
      motd: "hello",
      keyboard: "de",
      language: null,
      zone: "old",
      policy: "accept",
    });
  });

  it("puts back what a later change took over", async () => {
    const store = new Store();
    const made = await settled(store, undefined, { zone: "new" });
    const more = await settled(store, made, { zone: "newer", keyboard: "fr" });
    expect(store.singleton).toMatchObject({ keyboard: "fr", zone: "newer" });
    await apply(settings, { prior: more }, surroundings(store));
    expect(store.singleton).toMatchObject({ keyboard: "de", zone: "old" });
  });

  it("leaves as it is what was imported and never changed", async () => {
    const store = new Store();
    const imported = await importInstance(settings, store, "settings");
    await apply(settings, { prior: imported }, surroundings(store));
    expect(store.calls).toEqual([]);
  });
});
