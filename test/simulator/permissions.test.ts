import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { permissionsAt } from "../../providers/proxmox/simulator/access/permissions.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { grant, permissionStand, type Grants } from "./permission-stand.js";

let simulation: Simulation;
beforeAll(async () => {
  simulation = await permissionStand();
});
afterAll(() => simulation.close());

/** What is granted; who asks where; the privileges there, with a star where they reach further down. */
const held: readonly (readonly [why: string, grants: Grants, asks: string, has: string])[] = [
  ["nothing is granted", [], "ann@pve /vms/200", ""],
  ["a grant reaches down", ["/ ann@pve Look"], "ann@pve /vms/200", "VM.Audit*"],
  ["a grant for one path does not", ["/vms ann@pve Look!"], "ann@pve /vms/200", ""],
  ["and is held there", ["/vms ann@pve Look!"], "ann@pve /vms", "VM.Audit"],
  ["a grant does not reach up", ["/vms/200 ann@pve Look"], "ann@pve /vms", ""],
  ["nor to a path that begins alike", ["/vms/200 ann@pve Look"], "ann@pve /vms/2000", ""],
  [
    "a deeper path replaces what is above",
    ["/ ann@pve Look", "/vms ann@pve Power"],
    "ann@pve /vms/200",
    "VM.PowerMgmt*",
  ],
  [
    "a deeper path that is for itself replaces nothing below",
    ["/ ann@pve Look", "/vms ann@pve Power!"],
    "ann@pve /vms/200",
    "VM.Audit*",
  ],
  [
    "roles at one path add up",
    ["/vms ann@pve Look", "/vms ann@pve Power"],
    "ann@pve /vms/200",
    "VM.Audit* VM.PowerMgmt*",
  ],
  [
    "one privilege of two roles reaches as far as either",
    ["/vms ann@pve Look!", "/vms ann@pve Both"],
    "ann@pve /vms",
    "VM.Audit* VM.PowerMgmt*",
  ],
  ["a group's grant is its members'", ["/vms @g1 Look"], "ann@pve /vms/200", "VM.Audit*"],
  ["and nobody else's", ["/vms @g2 Look"], "ann@pve /vms/200", ""],
  [
    "groups at one path add up",
    ["/vms @g1 Look", "/vms @g2 Power"],
    "eve@pve /vms/200",
    "VM.Audit* VM.PowerMgmt*",
  ],
  [
    "a user outweighs groups at one path",
    ["/vms @g1 Look", "/vms ann@pve Power"],
    "ann@pve /vms/200",
    "VM.PowerMgmt*",
  ],
  [
    "a deeper group outweighs the user",
    ["/ ann@pve Power", "/vms @g1 Look"],
    "ann@pve /vms/200",
    "VM.Audit*",
  ],
  [
    "a user's grant for one path leaves the group's below",
    ["/vms @g1 Look", "/vms ann@pve Power!"],
    "ann@pve /vms/200",
    "VM.Audit*",
  ],
  ["NoAccess takes all at its path", ["/vms ann@pve Look", "/vms ann@pve NoAccess"], "ann@pve /vms/200", ""],
  ["NoAccess takes what is above", ["/ ann@pve Look", "/vms ann@pve NoAccess"], "ann@pve /vms/200", ""],
  [
    "a deeper grant ends it",
    ["/vms ann@pve NoAccess", "/vms/200 ann@pve Look"],
    "ann@pve /vms/200",
    "VM.Audit*",
  ],
  ["one group's NoAccess takes the other's", ["/vms @g1 Look", "/vms @g2 NoAccess"], "eve@pve /vms/200", ""],
  [
    "a user's grant outweighs a group's NoAccess",
    ["/vms @g1 NoAccess", "/vms ann@pve Look"],
    "ann@pve /vms/200",
    "VM.Audit*",
  ],
  [
    "what is granted above the pool is its guests' too",
    ["/ ann@pve Look", "/vms ann@pve Power"],
    "ann@pve /vms/100",
    "VM.Audit VM.PowerMgmt*",
  ],
  ["a pool's grant is its guests'", ["/pool/p1 ann@pve Look"], "ann@pve /vms/100", "VM.Audit"],
  [
    "and adds to their own",
    ["/pool/p1 ann@pve Look", "/vms ann@pve Power"],
    "ann@pve /vms/100",
    "VM.Audit VM.PowerMgmt*",
  ],
  ["a pool in a pool has the outer one's", ["/pool/p1 ann@pve Look"], "ann@pve /vms/101", "VM.Audit"],
  ["unless that is for itself", ["/pool/p1 ann@pve Look!"], "ann@pve /vms/101", ""],
  [
    "a storage may be in two pools",
    ["/pool/p1 ann@pve Look", "/pool/p2 ann@pve Store"],
    "ann@pve /storage/local",
    "Datastore.Audit VM.Audit",
  ],
  [
    "NoAccess at the pool takes the guest's own",
    ["/pool/p1 ann@pve NoAccess", "/vms ann@pve Look"],
    "ann@pve /vms/100",
    "",
  ],
  [
    "NoAccess at the guest is not outdone by the pool",
    ["/pool/p1 ann@pve Look", "/vms/100 ann@pve NoAccess"],
    "ann@pve /vms/100",
    "",
  ],
  ["a pool's grant is not its members' below", ["/pool/p1 ann@pve Look"], "ann@pve /vms/100/x", ""],
  ["a whole token is its user", ["/vms ann@pve Look"], "ann@pve!whole /vms/200", "VM.Audit*"],
  ["a part token has nothing of its own accord", ["/vms ann@pve Look"], "ann@pve!part /vms/200", ""],
  [
    "it has what both have",
    ["/vms ann@pve Look", "/vms ann@pve!part Both"],
    "ann@pve!part /vms/200",
    "VM.Audit*",
  ],
  [
    "and reaches as far as both",
    ["/vms ann@pve Look!", "/vms ann@pve!part Look"],
    "ann@pve!part /vms",
    "VM.Audit",
  ],
  [
    "the user's grants of groups count too",
    ["/vms @g1 Look", "/vms ann@pve!part Look"],
    "ann@pve!part /vms/200",
    "VM.Audit*",
  ],
  [
    "a part token of root has its own alone",
    ["/vms root@pam!part Look"],
    "root@pam!part /vms/200",
    "VM.Audit*",
  ],
  ["a token that isn't there has nothing", ["/vms ann@pve Look"], "ann@pve!none /vms/200", ""],
  ["nor a user", ["/vms ann@pve Look"], "none@pve /vms/200", ""],
];

describe("privileges at a path", () => {
  it.each(held)("%s", async (...row) => {
    const [, grants, asks, has] = row;
    await grant(simulation, grants);
    const [who = "", path = ""] = asks.split(" ");
    const found = [...permissionsAt(simulation.world, who, path)]
      .map(([privilege, propagate]) => `${privilege}${propagate === 1 ? "*" : ""}`)
      .sort();
    expect(found.join(" ")).toBe(has);
  });
});
