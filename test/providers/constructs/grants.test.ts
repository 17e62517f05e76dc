import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";

import { Grant, ProxmoxStack, ProxmoxUserToken, VirtualMachine } from "../../../providers/proxmox/index.js";
import { all, jsonOf, problems, synthesized } from "./synthesized.js";

const vm = (stack: ProxmoxStack) => new VirtualMachine(stack, "vm", { node: "pve1" });

describe("a grant", () => {
  it("goes to users, groups and tokens by name", () => {
    const stack = synthesized((it) => {
      const web = vm(it);
      web.grant({ user: "alice@pve" }, "PVEVMUser");
      web.grant({ group: "admins" }, "PVEVMAdmin");
      web.grant({ token: "ci@pve!deploy" }, { role: "Operators" }, { propagate: false });
    });
    const path = expect.stringMatching(/^\/vms\/\$\{proxmox_vm\.vm_\w+\.id\}$/) as string;
    expect(all(stack, "proxmox_acl")).toEqual(
      expect.arrayContaining([
        { path, role_id: "PVEVMUser", user_id: "alice@pve" },
        { path, role_id: "PVEVMAdmin", group_id: "admins" },
        { path, role_id: "Operators", token_id: "ci@pve!deploy", propagate: false },
      ]),
    );
  });

  it("goes to a token by reference, whose placeholder gets into no id", () => {
    const addresses = [0, 1].map((unrelated) => {
      const stack = new ProxmoxStack(Testing.app(), "web");
      if (unrelated === 1)
        new VirtualMachine(stack, "before", { node: "pve1", description: stack.provider.fqn });
      const token = new ProxmoxUserToken(stack, "token", { userId: "ci@pve", tokenName: "deploy" });
      vm(stack).grant({ token: token.id }, "PVEVMUser");
      const { resource } = jsonOf(stack);
      expect(Object.values(resource["proxmox_acl"] ?? {})).toEqual([
        expect.objectContaining({ token_id: "${proxmox_user_token.token.id}" }),
      ]);
      return Object.keys(resource["proxmox_acl"] ?? {});
    });
    expect(addresses[0]).toEqual(addresses[1]);
    expect(addresses[0]?.[0]).not.toMatch(/TfToken|TOKEN/);
  });

  it("has an id of its own, however alike the names are", () => {
    const stack = synthesized((it) => {
      const web = vm(it);
      for (const name of ["a.b@pve", "a-b@pve", "a_b@pve", "a/b@pve", "a%2Fb@pve"])
        web.grant({ user: name }, "PVEVMUser");
      web.grant({ user: "team@pve" }, "PVEVMUser");
      web.grant({ group: "team@pve".replace("@pve", "") }, "PVEVMUser");
      web.grant({ token: "team@pve!x" }, "PVEVMUser");
      Grant.of(it, { role: "PVEAuditor", to: { user: "team@pve" }, on: "/" });
      Grant.of(it, { role: "PVEAuditor", to: { user: "team@pve" }, on: "/vms" });
    });
    expect(all(stack, "proxmox_acl")).toHaveLength(10);
  });

  it("that is given twice is one, and is refused where the two contradict each other", () => {
    const twice = synthesized((it) => {
      const web = vm(it);
      const first = web.grant({ user: "alice@pve" }, "PVEVMUser");
      expect(web.grant({ user: "alice@pve" }, "PVEVMUser", { propagate: true })).toBe(first);
    });
    expect(all(twice, "proxmox_acl")).toHaveLength(1);
    expect(
      problems((it) => {
        const web = vm(it);
        web.grant({ user: "alice@pve" }, "PVEVMUser");
        web.grant({ user: "alice@pve" }, "PVEVMUser", { propagate: false });
      }),
    ).toMatch(/\[web\/vm\/PVEVMUser user:alice@pve\] it is granted twice/);
  });

  it("to somebody whose name has another form, or on no path, is refused with an example", () => {
    expect(problems((it) => vm(it).grant({ user: "alice" }, "PVEVMUser"))).toContain(
      '"alice" is not the name of a user: write for example { user: "alice@pve" }',
    );
    expect(problems((it) => vm(it).grant({ user: "ci@pve!deploy" }, "PVEVMUser"))).toContain(
      "is not the name of a user",
    );
    expect(
      problems((it) => void Grant.of(it, { role: "PVEAuditor", to: { group: "ops" }, on: "/vms/" })),
    ).toContain('"/vms/" is no path to grant on');
  });
});

/** Never run: the compiler is the test. */
export function wrongWords(stack: ProxmoxStack): void {
  const web = vm(stack);
  // @ts-expect-error somebody is a user, a group or a token
  web.grant("alice@pve", "PVEVMUser");
  // @ts-expect-error there is no such built-in role; another one is { role: "..." }
  web.grant({ user: "alice@pve" }, "PVEVMuser");
  // @ts-expect-error a path begins with /
  Grant.of(stack, { role: "PVEAuditor", to: { user: "alice@pve" }, on: "vms/100" });
}
