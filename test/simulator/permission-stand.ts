import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";

/** `PATH WHO ROLE`, for this path alone if it ends with `!`; who begins with `@`: a group; has a `!`: a token. */
export type Grants = readonly string[];

/** A simulation with users in groups, tokens, roles, pools with guests and a storage, and no grant. */
export async function permissionStand(): Promise<Simulation> {
  const simulation = await simulate();
  const { post, put } = simulation;
  for (const groupid of ["g1", "g2"]) await post("/access/groups", { groupid });
  for (const userid of ["ann@pve", "bob@pve"]) await post("/access/users", { userid, groups: "g1" });
  await post("/access/users", { userid: "eve@pve", groups: "g1,g2" });
  await post("/access/users", { userid: "low@pve" });
  for (const [user, privsep] of [
    ["ann@pve", 1],
    ["root@pam", 1],
  ] as const)
    await post(`/access/users/${user}/token/part`, { privsep });
  await post("/access/users/ann@pve/token/whole", { privsep: 0 });
  for (const [roleid, privs] of [
    ["Look", "VM.Audit"],
    ["Power", "VM.PowerMgmt"],
    ["Both", "VM.Audit,VM.PowerMgmt"],
    ["Store", "Datastore.Audit"],
    ["Allocate", "VM.Allocate,Datastore.Allocate"],
    ["Realm", "Realm.AllocateUser"],
    ["Users", "User.Modify"],
    ["Modify", "Permissions.Modify"],
  ] as const)
    await post("/access/roles", { roleid, privs });
  for (const poolid of ["p1", "p1/in", "p2"]) await post("/pools", { poolid });
  await simulation.ended(await post("/nodes/pve1/qemu", { vmid: 100, pool: "p1" }));
  await simulation.ended(await post("/nodes/pve1/qemu", { vmid: 101, pool: "p1/in" }));
  for (const poolid of ["p1", "p2"]) await put("/pools", { poolid, storage: "local" });
  return simulation;
}

/** Grants this, and nothing else. */
export async function grant(simulation: Simulation, grants: Grants): Promise<void> {
  simulation.world.acl = [];
  for (const text of grants) {
    const [path = "", who = "", role = ""] = text.split(" ");
    const kind = who.startsWith("@") ? "groups" : who.includes("!") ? "tokens" : "users";
    await simulation.put("/access/acl", {
      path,
      [kind]: who.replace(/^@/, ""),
      roles: role.replace("!", ""),
      propagate: role.endsWith("!") ? 0 : 1,
    });
  }
}
