import { access, mkdir, rmdir } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { journalInFile } from "../../../lib/journal/journal-in-file.js";
import { Workshop } from "./workshop.js";

describe("apply, after one that was killed", () => {
  it("goes on with what a killed apply had made, and makes nothing twice", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_guest: { web: { name: "web", cores: 2 } } });
    const killed = await shop.open();
    const plan = await killed.plan();
    shop.world.during = async (call) => {
      if (call.startsWith("task")) throw new Error("killed");
    };
    await killed.apply(plan);
    await killed.close();
    shop.world.during = async () => undefined;
    expect(shop.world.guests.size).toBe(1);
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(shop.world.guests.size).toBe(1);
    expect(shop.world.guests.get(100)).toMatchObject({ cores: 2 });
    expect(Workshop.actions(await shop.plan())).toEqual({});
  });

  it("goes on with what stands only in the journal because the state could not be written", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_guest: { web: { name: "web", cores: 2 } } });
    shop.world.during = async (call) => {
      if (call.startsWith("create")) await mkdir(shop.statePath);
    };
    const result = await shop.apply();
    expect(result).toMatchObject({
      outcome: "failed",
      diagnostics: [{ summary: "the state could not be saved" }],
    });
    shop.world.during = async () => undefined;
    await rmdir(shop.statePath);
    expect(await shop.apply()).toMatchObject({ outcome: "done" });
    expect(shop.world.guests.size).toBe(1);
    await expect(access(`${shop.statePath}.journal`)).rejects.toThrow();
  });

  it("closes what the state holds already, and warns of what nothing goes on with", async () => {
    const shop = await Workshop.open();
    await shop.code({ toy_thing: { a: { name: "a" } } });
    await shop.apply();
    const left = journalInFile(`${shop.statePath}.journal`);
    const begun = (name: string) => ({
      type: "toy_thing",
      address: `toy_thing.${name}`,
      fingerprint: name,
      writes: [],
    });
    for (const name of ["a", "lost"]) {
      const { id } = await left.begin(begun(name));
      await left.note(id, { identity: { name } });
    }
    await left.end();
    const plan = await shop.plan();
    expect(plan.diagnostics).toMatchObject([{ severity: "warning", address: "toy_thing.lost" }]);
    await shop.apply();
    const open = await journalInFile(`${shop.statePath}.journal`).openEntries();
    expect(open.map(({ address }) => address)).toEqual(["toy_thing.lost"]);
  });
});
