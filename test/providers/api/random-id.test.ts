import { describe, expect, it } from "vitest";

import { journalInMemory } from "../../../lib/change/journal.js";
import { randomId } from "../../../providers/proxmox/api/random-id.js";
import { connect } from "../../../providers/proxmox/connection.js";
import { vm } from "../../../providers/proxmox/resources/nodes/vm/index.js";
import { simulate } from "../../../providers/proxmox/simulator/simulate.js";
import { applied } from "../resources/stand.js";
import { settingsFrom } from "../settings-from.js";
import { environmentOf } from "./environment-of.js";

describe("a random id", () => {
  it("is any of the range that is free, and each of them", () => {
    const taken = new Set([10, 12, 13, 99]);
    const drawn = new Set(Array.from({ length: 400 }, () => randomId({ first: 10, last: 15 }, taken)));
    expect([...drawn].sort()).toEqual([11, 14, 15]);
  });

  it("is refused where the range is full, and says what to widen", () => {
    const refused = () => randomId({ first: 10, last: 11 }, new Set([10, 11]));
    expect(refused).toThrow(/every id from 10 to 11 is taken\nWiden the range: `random_vm_id_start`/);
  });

  it("is given to new guests where random_vm_ids says so, and to those without an id of their own only", async () => {
    const pve = await simulate();
    const settings = {
      ...environmentOf(pve),
      PROXMOX_VE_RANDOM_VM_IDS: "true",
      PROXMOX_VE_RANDOM_VM_ID_START: "5000",
      PROXMOX_VE_RANDOM_VM_ID_END: "5002",
    };
    const connection = await connect(settingsFrom(settings));
    const at = { pve, connection, journal: journalInMemory(), close: async () => undefined };
    const made = async (code: Readonly<Record<string, string | number>>) =>
      (await applied(at, vm, { code: { node: "pve1", ...code } })).attributes["vmid"];
    const ids = [await made({ name: "a" }), await made({ name: "b" }), await made({ name: "c" })];
    expect(ids.sort()).toEqual([5000, 5001, 5002]);
    expect(await made({ name: "own", vmid: 123 })).toBe(123);
    await expect(made({ name: "d" })).rejects.toThrow(/every id from 5000 to 5002 is taken/);
    await connection.close();
    await pve.close();
  });
});
