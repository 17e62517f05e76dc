import { describe, expect, it } from "vitest";

import type { Rule } from "../../../providers/proxmox/api/specification/call-rules.js";
import { judge } from "../../../providers/proxmox/checks/permission.js";
import { publishedRule } from "../../../providers/proxmox/checks/published-rule.js";

/** What somebody may, by path. */
const rights: Readonly<Record<string, readonly string[]>> = {
  "/vms/100": ["VM.Audit", "VM.Config.CPU"],
  "/pool/dev": ["VM.Allocate"],
  "/access/groups": ["User.Modify"],
  "/access/realm/pve": ["Realm.AllocateUser"],
  "/storage/local": ["Datastore.Allocate"],
};

function verdict(rule: Rule, parameters: Readonly<Record<string, unknown>> = {}, login = "me@pve!ci") {
  return judge(rule, {
    login,
    parameters,
    privilegesAt: async (path) => new Set(rights[path] ?? []),
  });
}

describe("a permission rule", () => {
  it.each([
    [["perm", "/vms/{vmid}", ["VM.Config.CPU"]], { vmid: 100 }, "VM.Config.CPU on /vms/100"],
    [["perm", "/vms/{vmid}", ["VM.Console", "VM.Audit"], "any", 1], { vmid: 100 }, "VM.Audit on /vms/100"],
    [
      [
        "or",
        ["perm", "/vms/{vmid}", ["VM.Allocate"]],
        ["perm", "/pool/{pool}", ["VM.Allocate"], "require_param", "pool"],
      ],
      { vmid: 101, pool: "dev" },
      "VM.Allocate on /pool/dev",
    ],
    [["perm-modify", "{path}"], { path: "/storage/local" }, "Datastore.Allocate on /storage/local"],
    [
      ["and", ["userid-param", "Realm.AllocateUser"], ["userid-group", ["User.Modify"]]],
      { userid: "a@pve" },
      "Realm.AllocateUser on /access/realm/pve",
    ],
    [["userid-param", "self"], { userid: "me@pve!ci" }, undefined],
    [["and"], {}, undefined],
  ] as const)("is met: %j", async (rule, parameters, what) => {
    const found = await verdict(rule, parameters);
    expect(found.kind).toBe("held");
    if (what !== undefined) expect(JSON.stringify(found)).toContain(JSON.stringify(what));
  });

  it.each([
    [["perm", "/vms/{vmid}", ["VM.Config.CPU", "VM.Console"]], { vmid: 100 }, ["VM.Console on /vms/100"]],
    [
      ["perm", "/vms/{vmid}", ["VM.Console", "VM.Migrate"], "any", 1],
      { vmid: 100 },
      ["VM.Console or VM.Migrate on /vms/100"],
    ],
    [
      [
        "or",
        ["perm", "/vms/{vmid}", ["VM.Allocate"]],
        ["perm", "/pool/{pool}", ["VM.Allocate"], "require_param", "pool"],
      ],
      { vmid: 101 },
      ["VM.Allocate on /vms/101"],
    ],
    [["and", ["perm", "/a", ["A.B"]], ["perm", "/c", ["C.D"]]], {}, ["A.B on /a", "C.D on /c"]],
    [["root"], {}, ["being root@pam itself"]],
    [["ticket"], {}, ["a login with a password: API tokens are refused here"]],
    [["perm-modify", "{path}"], { path: "/vms/101" }, ["Permissions.Modify or VM.Allocate on /vms/101"]],
  ] as const)("is not met: %j", async (rule, parameters, what) => {
    expect(await verdict(rule, parameters)).toEqual({ kind: "missing", what });
  });

  it("looks above where a part of the path is not known yet: what is granted there reaches down", async () => {
    expect(await verdict(["perm", "/vms/{vmid}", ["VM.Allocate"]])).toEqual({
      kind: "missing",
      what: ["VM.Allocate on /vms"],
    });
    expect(await verdict(["perm", "/{what}/x", ["A.B"]])).toEqual({ kind: "missing", what: ["A.B on /"] });
  });

  it("is open where only the cluster can tell: what groups a user is in, or words of tomorrow", async () => {
    const nobody = { login: "me@pve", parameters: {}, privilegesAt: async () => new Set<string>() };
    expect(await judge(["userid-group", ["User.Modify"], "groups_param", "update"], nobody)).toEqual({
      kind: "open",
    });
    expect(await judge(["invented-later"], nobody)).toEqual({ kind: "open" });
    expect(await judge(["or", ["root"], ["invented-later"]], nobody)).toEqual({ kind: "open" });
  });

  it("that only root meets is met by root itself, not by its tokens", async () => {
    expect((await verdict(["root"], {}, "root@pam")).kind).toBe("held");
    expect((await verdict(["root"], {}, "root@pam!ci")).kind).toBe("missing");
  });
});

describe("the published rule of a call", () => {
  it.each([
    ["PUT", "/nodes/pve1/qemu/100/resize", { node: "pve1", vmid: "100" }],
    ["POST", "/access/users/a%40pve/token/ci", { userid: "a@pve", tokenid: "ci" }],
    ["POST", "/cluster/sdn/vnets", {}],
    ["DELETE", "/nodes/pve1/storage/local/content/local%3Aiso%2Fa.iso", { volume: "local:iso/a.iso" }],
  ])("is found by its path: %s %s", (verb, path, inPath) => {
    expect(publishedRule(verb, path, "9.2.3")?.inPath).toMatchObject(inPath);
  });

  it("is that of the server's release", () => {
    const monitor = (version: string) => publishedRule("POST", "/nodes/pve1/qemu/100/monitor", version)?.rule;
    expect(monitor("9.0.1")).toEqual(["perm", "/vms/{vmid}", ["Sys.Audit", "Sys.Modify"], "any", 1]);
    expect(monitor("8.4.1")).toEqual(["perm", "/vms/{vmid}", ["VM.Monitor"]]);
  });

  it("is none for a call that is not described", () => {
    expect(publishedRule("POST", "/nodes/pve1/invented", "9.2")).toBeUndefined();
  });

  it("says for whom there is none but root, and which calls take no tokens", () => {
    expect(publishedRule("POST", "/cluster/acme/account", "9.2")?.rule).toEqual(["root"]);
    expect(publishedRule("PUT", "/access/password", "9.2")?.rule).toEqual([
      "and",
      ["ticket"],
      expect.anything(),
    ]);
  });
});
