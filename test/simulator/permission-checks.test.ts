import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Check, Method } from "../../providers/proxmox/api/specification/specification.js";
import { checkPermission } from "../../providers/proxmox/simulator/access/check.js";
import { ApiFailure } from "../../providers/proxmox/simulator/failure.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { grant, permissionStand, type Grants } from "./permission-stand.js";

let simulation: Simulation;
beforeAll(async () => {
  simulation = await permissionStand();
});
afterAll(() => simulation.close());

const vm: Check = ["perm", "/vms/{vmid}", ["VM.Audit", "VM.PowerMgmt"]];
const anyOfVm: Check = ["perm", "/vms/{vmid}", ["VM.Audit", "VM.PowerMgmt"], "any", 1];
const inPool: Check = ["perm", "/pool/{pool}", ["VM.Allocate"], "require_param", "pool"];
const self: Check = ["userid-param", "self"];
const realm: Check = ["userid-param", "Realm.AllocateUser"];
const group: Check = ["userid-group", ["User.Modify"]];
const create: Check = ["userid-group", ["User.Modify"], "groups_param", "create"];
const update: Check = ["userid-group", ["User.Modify"], "groups_param", "update"];
const modify: Check = ["perm-modify", "{path}"];
const refused = "Permission check failed";

/** An expression; what is granted; who asks with what; how it is refused, if it is. */
const checked: readonly (readonly [
  check: Check,
  grants: Grants,
  asks: string,
  parameters: Readonly<Record<string, string>>,
  says: string,
])[] = [
  [vm, ["/vms low@pve Both"], "low@pve", { vmid: "100" }, ""],
  [vm, ["/vms low@pve Look"], "low@pve", { vmid: "100" }, `${refused} (/vms/100, VM.PowerMgmt)`],
  [vm, [], "low@pve", { vmid: "100" }, `${refused} (/vms/100, VM.Audit)`],
  [vm, [], "root@pam", { vmid: "100" }, ""],
  [vm, [], "root@pam!part", { vmid: "100" }, `${refused} (/vms/100, VM.Audit)`],
  [anyOfVm, ["/vms low@pve Power"], "low@pve", { vmid: "100" }, ""],
  [anyOfVm, [], "low@pve", { vmid: "100" }, `${refused} (/vms/100, VM.Audit|VM.PowerMgmt)`],
  [vm, ["/ low@pve Both"], "low@pve", { vmid: "1 0" }, `${refused} (, VM.Audit)`],
  [inPool, [], "low@pve", {}, ""],
  [inPool, [], "low@pve", { pool: "p1" }, `${refused} (/pool/p1, VM.Allocate)`],
  [inPool, ["/pool low@pve Allocate"], "low@pve", { pool: "p1" }, ""],
  [
    ["and", vm, inPool],
    ["/vms low@pve Both"],
    "low@pve",
    { vmid: "100", pool: "p1" },
    `${refused} (/pool/p1, VM.Allocate)`,
  ],
  [["and", vm, inPool], ["/vms low@pve Both"], "low@pve", { vmid: "100" }, ""],
  [["or", vm, inPool], ["/pool low@pve Allocate"], "low@pve", { vmid: "100", pool: "p1" }, ""],
  [["or", vm, inPool], [], "low@pve", { vmid: "100", pool: "p1" }, refused],
  // What stands in an "and" refuses at once, though an alternative behind it would hold.
  [["or", ["and", vm], inPool], [], "low@pve", { vmid: "100" }, `${refused} (/vms/100, VM.Audit)`],
  [["or", self, group], [], "ann@pve", { userid: "ann@pve" }, ""],
  [["or", self, group], [], "ann@pve!whole", { userid: "ann@pve" }, refused],
  [["or", self, group], [], "low@pve", { userid: "ann@pve" }, refused],
  [["or", self, group], [], "low@pve", { userid: "none@pve" }, refused],
  [["or", self, group], ["/access/groups/g1 low@pve Users"], "low@pve", { userid: "ann@pve" }, ""],
  [["or", self, group], ["/access/groups/g2 low@pve Users"], "low@pve", { userid: "ann@pve" }, refused],
  [group, ["/access/groups low@pve Users"], "low@pve", { userid: "low@pve" }, ""],
  [group, ["/access/groups/g1 low@pve Users"], "low@pve", { userid: "low@pve" }, refused],
  [group, ["/access/groups low@pve Users"], "low@pve", { userid: "none@pve" }, "no such user ('none@pve')"],
  [realm, ["/access/realm/pve low@pve Realm"], "low@pve", { userid: "new@pve" }, ""],
  [
    realm,
    ["/access/realm/pve low@pve Realm"],
    "low@pve",
    { userid: "new@pam" },
    `${refused} (/access/realm/pam, Realm.AllocateUser)`,
  ],
  [
    ["or", self, ["and", realm, group]],
    [],
    "low@pve",
    { userid: "ann@pve" },
    `${refused} (/access/realm/pve, Realm.AllocateUser)`,
  ],
  [create, [], "low@pve", { userid: "new@pve" }, `${refused} (/access/groups, User.Modify)`],
  [create, ["/access/groups/g1 low@pve Users"], "low@pve", { userid: "new@pve", groups: "g1" }, ""],
  [
    create,
    ["/access/groups/g1 low@pve Users"],
    "low@pve",
    { userid: "new@pve", groups: "g1,g2" },
    `${refused} (/access/groups/g2, User.Modify)`,
  ],
  [create, ["/access/groups low@pve Users"], "low@pve", { userid: "new@pve" }, ""],
  [update, ["/access/groups/g1 low@pve Users"], "low@pve", { userid: "ann@pve", groups: "g1" }, ""],
  [update, ["/access/groups/g2 low@pve Users"], "low@pve", { userid: "ann@pve", groups: "g2" }, refused],
  [
    update,
    ["/access/groups/g1 low@pve Users"],
    "low@pve",
    { userid: "ann@pve" },
    `${refused} (/access/groups, User.Modify)`,
  ],
  [modify, ["/vms low@pve Allocate"], "low@pve", { path: "/vms/100" }, ""],
  [modify, ["/vms low@pve Allocate"], "low@pve", { path: "/vms" }, `${refused} (/vms, Permissions.Modify)`],
  [modify, ["/vms low@pve Modify"], "low@pve", { path: "/vms" }, ""],
  [
    modify,
    [],
    "low@pve",
    { path: "/storage/local" },
    `${refused} (/storage/local, Permissions.Modify|Datastore.Allocate)`,
  ],
  [modify, ["/storage low@pve Allocate"], "low@pve", { path: "/storage/local" }, ""],
  [modify, [], "low@pve", { path: "/pool/p1" }, `${refused} (/pool/p1, Permissions.Modify|Pool.Allocate)`],
];

describe("a permission expression", () => {
  it.each(checked)("%j with %j for %s and %j: %s", async (...row) => {
    const [check, grants, user, parameters, says] = row;
    await grant(simulation, grants);
    const method: Method = { method: "GET", path: "/x", permissions: { check }, returns: {} };
    const asking = { world: simulation.world, user, parameters, path: "/x" };
    expect(refusal(() => checkPermission(method, asking))).toBe(says);
  });
});

function refusal(work: () => void): string {
  try {
    work();
    return "";
  } catch (thrown) {
    if (!(thrown instanceof ApiFailure)) throw thrown;
    return thrown.message;
  }
}
