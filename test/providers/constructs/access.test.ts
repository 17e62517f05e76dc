import { describe, expect, it } from "vitest";

import {
  ApiToken,
  Container,
  Group,
  Pool,
  Role,
  Secret,
  User,
  VirtualMachine,
  ProxmoxStack,
} from "../../../providers/proxmox/index.js";
import { apply, plan, simulate } from "../../../providers/proxmox/testing/index.js";
import { all, hiddenApp, jsonOf, problems, synthesized } from "./synthesized.js";

describe("users, groups, roles, tokens and pools", () => {
  it("are named by their constructs, and refer to each other", () => {
    const stack = synthesized((it) => {
      const admins = new Group(it, "admins", { comment: "Everybody on call" });
      const alice = new User(it, "alice", {
        userId: "alice@pve",
        groups: [admins, "others"],
        password: Secret.fromVariable("pw"),
      });
      new ApiToken(it, "deploy", { user: alice, allOfItsUser: true });
      new ApiToken(it, "ci", { user: "ci@pve", tokenName: "build" });
      const web = new Pool(it, "web");
      new VirtualMachine(it, "vm", { node: "pve1", pool: web });
      new Container(it, "ct", { node: "pve1", from: "local:vztmpl/a.tar.gz", pool: "other" });
      new Role(it, "operator", { privileges: ["VM.Audit", "VM.PowerMgmt"] });
    });
    const group = expect.stringMatching(/^\$\{proxmox_group\.admins_\w+\.group_id\}$/) as string;
    const pool = expect.stringMatching(/^\$\{proxmox_pool\.web_\w+\.pool_id\}$/) as string;
    const user = expect.stringMatching(/^\$\{proxmox_user\.alice_\w+\.user_id\}$/) as string;
    expect(all(stack, "proxmox_group")).toMatchObject([{ group_id: "admins", comment: "Everybody on call" }]);
    expect(all(stack, "proxmox_user")).toMatchObject([
      { user_id: "alice@pve", groups: [group, "others"], password: "${var.pw}" },
    ]);
    expect(all(stack, "proxmox_user_token")).toMatchObject([
      { user_id: "ci@pve", token_name: "build" },
      { user_id: user, token_name: "deploy", privileges_separation: false },
    ]);
    expect(all(stack, "proxmox_pool")).toMatchObject([{ pool_id: "web" }]);
    expect(all(stack, "proxmox_vm")).toMatchObject([{ pool }]);
    expect(all(stack, "proxmox_container")).toMatchObject([{ pool: "other" }]);
    expect(all(stack, "proxmox_role")).toMatchObject([
      { role_id: "operator", privileges: ["VM.Audit", "VM.PowerMgmt"] },
    ]);
  });

  it("are granted roles, and are what roles are granted on", async () => {
    const app = hiddenApp();
    const build = (stack: ProxmoxStack) => {
      const alice = new User(stack, "alice", { userId: "alice@pve" });
      const ci = new ApiToken(stack, "ci", { user: alice });
      const admins = new Group(stack, "admins");
      const pool = new Pool(stack, "web");
      const operator = new Role(stack, "operator", { privileges: ["VM.Audit"] });
      operator.grantTo(alice, { on: pool });
      operator.grantTo(ci, { on: "/vms/100", propagate: false });
      pool.grant(admins, "PVEVMAdmin");
      pool.grant(alice, { role: "PVEAuditor" });
    };
    build(new ProxmoxStack(app, "web"));
    await using pve = await simulate();
    expect(Object.values((await apply(app, pve)).changes)).toEqual(Array.from({ length: 9 }, () => "create"));
    const acl = (await pve.get("/access/acl")) as readonly Readonly<Record<string, unknown>>[];
    expect(acl.map(({ path, ugid, roleid, propagate }) => [path, ugid, roleid, propagate]).sort()).toEqual([
      ["/pool/web", "admins", "PVEVMAdmin", 1],
      ["/pool/web", "alice@pve", "PVEAuditor", 1],
      ["/pool/web", "alice@pve", "operator", 1],
      ["/vms/100", "alice@pve!ci", "operator", 0],
    ]);
    expect((await plan(app, pve)).changes).toEqual({});
  });

  it("of another stack are granted roles by reference, which orders the stacks", () => {
    const app = hiddenApp();
    const alice = new User(new ProxmoxStack(app, "people"), "alice", { userId: "alice@pve" });
    const web = new ProxmoxStack(app, "web");
    new Pool(web, "pool").grant(alice, "PVEVMUser");
    expect(() => app.synth()).not.toThrow();
    expect(web.dependencies.map(({ node }) => node.id)).toEqual(["people"]);
    expect(JSON.stringify(jsonOf(web).resource["proxmox_acl"])).toContain(
      "${data.terraform_remote_state.cross-stack-reference-input-people.outputs.",
    );
  });

  it("are refused with what can't be", () => {
    expect(problems((it) => new Role(it, "PVEMine", { privileges: ["VM.Audit", "VM.Audit"] }))).toMatch(
      /"PVEMine": names that begin with PVE[\s\S]*VM\.Audit is there twice/,
    );
  });
});

/** Never run: the compiler is the test. */
export function wrongWords(stack: ProxmoxStack): void {
  // @ts-expect-error there is no such privilege
  new Role(stack, "a", { privileges: ["VM.Power"] });
  // @ts-expect-error a password is a secret, which no code tells
  new User(stack, "b", { userId: "a@pve", password: "geheim" });
  const pool = new Pool(stack, "c");
  // @ts-expect-error roles are granted to somebody
  pool.grant(pool, "PVEVMUser");
  // @ts-expect-error a group is no pool
  new VirtualMachine(stack, "d", { node: "pve1", pool: new Group(stack, "e") });
}
