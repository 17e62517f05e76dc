import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { hasErrors } from "../../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { firewallAlias } from "../../../providers/proxmox/resources/firewall/alias.js";
import { firewallIpset } from "../../../providers/proxmox/resources/firewall/ipset.js";
import { firewallOptions } from "../../../providers/proxmox/resources/firewall/options.js";
import { firewallRules } from "../../../providers/proxmox/resources/firewall/rules.js";
import { securityGroup } from "../../../providers/proxmox/resources/firewall/security-group.js";
import { applied, apply, imported, plan, stand, type Stand } from "./stand.js";

let at: Stand;
beforeAll(async () => {
  at = await stand({ nodes: ["pve1", "pve2"] });
  await at.pve.ended(await at.pve.post("/nodes/pve1/qemu", { vmid: 100 }));
});
afterAll(() => at.close());

const ofGuest = { node_name: "pve1", vm_id: 100 };

describe("what is imported of a guest's firewall", () => {
  const rule = [{ type: "in", action: "ACCEPT", macro: "SSH" }];
  const cases = [
    { resource: firewallRules, code: { ...ofGuest, rule }, id: "vm/pve1/100" },
    {
      resource: firewallAlias,
      code: { ...ofGuest, name: "office", cidr: "10.1.0.0/16" },
      id: "vm/pve1/100/office",
    },
    { resource: firewallIpset, code: { ...ofGuest, name: "office" }, id: "vm/pve1/100/office" },
    { resource: firewallOptions, code: { ...ofGuest, enabled: true }, id: "vm/pve1/100" },
  ];

  it.each(cases)("is as the code says it: $resource.type", async ({ resource, code, id }) => {
    const made = await applied(at, resource, { code });
    const prior = await imported(at, resource, id);
    expect((await plan(at, resource, { prior, code })).decision).toMatchObject({
      action: "none",
      changes: [],
    });
    await apply(at, resource, { prior: made });
  });
});

describe("firewall_alias", () => {
  const code = { ...ofGuest, name: "Office", cidr: "10.1.0.0/16", comment: "where we sit" };
  const path = (node: string) => `/nodes/${node}/qemu/100/firewall/aliases/office`;

  it("is in the firewall of its guest, follows it to another node, and loses a comment that leaves the code", async () => {
    const made = await applied(at, firewallAlias, { code });
    expect(await at.pve.get(path("pve1"))).toMatchObject({ name: "Office", comment: "where we sit" });
    expect((await imported(at, firewallAlias, "vm/pve1/100/office")).attributes).toMatchObject({
      node_name: "pve1",
      vm_id: 100,
      container_id: null,
      cidr: "10.1.0.0/16",
    });
    await at.pve.ended(await at.pve.post("/nodes/pve1/qemu/100/migrate", { target: "pve2" }));
    expect((await plan(at, firewallAlias, { prior: made, code })).decision.action).toBe("none");
    const { comment: _, ...without } = code;
    const changed = await applied(at, firewallAlias, { prior: made, code: without });
    expect(await at.pve.get(path("pve2"))).toEqual({ name: "Office", cidr: "10.1.0.0/16", ipversion: 4 });
    await apply(at, firewallAlias, { prior: changed });
    await expect(at.pve.get(path("pve2"))).rejects.toThrow();
    await at.pve.ended(await at.pve.post("/nodes/pve2/qemu/100/migrate", { target: "pve1" }));
  });

  it("writes nothing where only the spelling of its address changes, or the node that the guest was made on", async () => {
    const made = await applied(at, firewallAlias, { code });
    const before = at.pve.requests.length;
    const spelled = { ...code, cidr: "10.1.2.3/16" };
    expect((await plan(at, firewallAlias, { prior: made, code: spelled })).decision.action).toBe("none");
    const elsewhere = { ...code, node_name: "pve2" };
    expect((await plan(at, firewallAlias, { prior: made, code: elsewhere })).decision.effect).toBe(
      "recorded",
    );
    const moved = await applied(at, firewallAlias, { prior: made, code: elsewhere });
    expect(at.pve.requests.slice(before).filter(({ verb }) => verb !== "GET")).toEqual([]);
    await apply(at, firewallAlias, { prior: moved });
  });

  it("is not made for a guest that does not exist, nor for one of the other kind", async () => {
    for (const guest of [{ vm_id: 999 }, { container_id: 100 }] as readonly ValueObject[]) {
      const wrong = { node_name: "pve1", name: "lost", cidr: "10.0.0.1", ...guest };
      const { diagnostics, instance } = await apply(at, firewallAlias, { code: wrong });
      expect(diagnostics[0]?.summary).toMatch(/^there is no (?:vm|container)\/\d+$/);
      expect(instance).toBeUndefined();
    }
  });

  it("is refused at a node and for two guests, before any request", async () => {
    const alias = { name: "lost", cidr: "10.0.0.1" };
    await expect(plan(at, firewallAlias, { code: { ...alias, node_name: "pve1" } })).rejects.toThrow(
      /a node's firewall has none/,
    );
    await expect(
      plan(at, firewallAlias, { code: { ...alias, ...ofGuest, container_id: 101 } }),
    ).rejects.toThrow(/not both/);
    await expect(plan(at, firewallAlias, { code: { ...alias, vm_id: 100 } })).rejects.toThrow(
      /node_name is missing/,
    );
  });
});

describe("firewall_options", () => {
  const path = "/nodes/pve1/qemu/100/firewall/options";

  it("says every option, and puts back what stood there before", async () => {
    await at.pve.put(path, { policy_in: "REJECT", radv: 0, ipfilter: 1 });
    const made = await applied(at, firewallOptions, { code: { ...ofGuest, enabled: true } });
    expect(made.attributes["id"]).toBe("vm/100");
    expect(await at.pve.get(path)).toMatchObject({
      enable: 1,
      dhcp: 0,
      macfilter: 1,
      ndp: 0,
      radv: 1,
      policy_in: "DROP",
      policy_out: "ACCEPT",
      log_level_in: "nolog",
    });
    await apply(at, firewallOptions, { prior: made });
    const { digest: _, ...left } = (await at.pve.get(path)) as Readonly<Record<string, unknown>>;
    expect(left).toEqual({ policy_in: "REJECT", radv: 0, ipfilter: 1, ndp: 1 });
  });

  it("sees that an option is gone whose default is another one to Proxmox VE", async () => {
    const code = { ...ofGuest, enabled: true };
    const prior = await applied(at, firewallOptions, { code });
    await at.pve.put(path, { delete: "radv,ndp,macfilter" });
    const { decision } = await plan(at, firewallOptions, { prior, code });
    expect(decision.changes.map(({ path: of }) => of.join("."))).toEqual(["ndp", "radv"]);
    await apply(at, firewallOptions, { prior });
  });

  it("is removed without a word where its guest is gone", async () => {
    await at.pve.ended(await at.pve.post("/nodes/pve1/qemu", { vmid: 102 }));
    const code = { node_name: "pve1", vm_id: 102 };
    const prior = await applied(at, firewallOptions, { code });
    await at.pve.ended(await at.pve.delete("/nodes/pve1/qemu/102"));
    const { diagnostics, instance } = await apply(at, firewallOptions, { prior });
    expect({ wrong: hasErrors(diagnostics), instance }).toEqual({ wrong: false, instance: undefined });
    await expect(applied(at, firewallOptions, { code })).rejects.toThrow(/can't be read/);
  });

  it("needs exactly one guest", async () => {
    await expect(plan(at, firewallOptions, { code: { node_name: "pve1" } })).rejects.toThrow(
      /exactly one of `vm_id` and `container_id`/,
    );
  });
});

describe("firewall_ipset", () => {
  const path = "/nodes/pve1/qemu/100/firewall/ipset/office";
  const code = (...cidr: readonly ValueObject[]) => ({
    ...ofGuest,
    name: "office",
    cidr: cidr.map((each) => ({ comment: null, nomatch: null, ...each })),
  });
  const writesSince = (before: number) =>
    at.pve.requests
      .slice(before)
      .filter(({ verb }) => verb !== "GET")
      .map(({ verb, path: at }) => `${verb} ${at.slice(path.length)}`);

  it("is a guest's, takes names of addresses, and plans nothing for another order or spelling", async () => {
    await at.pve.post("/nodes/pve1/qemu/100/firewall/aliases", { name: "desk", cidr: "10.0.0.9" });
    const one = { name: "10.1.2.3/16" };
    const made = await applied(at, firewallIpset, {
      code: code(one, { name: "guest/desk" }, { name: "fd00::1" }),
    });
    expect(await at.pve.get(path)).toHaveLength(3);
    const other = code({ name: "FD00:0::1/128" }, { name: "10.1.0.0/16" }, { name: "guest/desk" });
    expect((await plan(at, firewallIpset, { prior: made, code: other })).decision.action).toBe("none");
    expect((await imported(at, firewallIpset, "vm/pve1/100/office")).attributes).toMatchObject({
      vm_id: 100,
      name: "office",
    });
    await apply(at, firewallIpset, { prior: made });
    await expect(at.pve.get(path)).rejects.toThrow();
  });

  it("changes only the addresses that change, and adds before it removes", async () => {
    const made = await applied(at, firewallIpset, {
      code: code({ name: "10.0.0.1" }, { name: "10.0.1.0/24" }, { name: "10.0.0.2" }),
    });
    const before = at.pve.requests.length;
    const changed = await applied(at, firewallIpset, {
      prior: made,
      code: code({ name: "10.0.0.1" }, { name: "10.0.1.0/24", nomatch: true }, { name: "10.0.0.3" }),
    });
    expect(writesSince(before)).toEqual(["PUT /10.0.1.0%2F24", "POST ", "DELETE /10.0.0.2"]);
    await apply(at, firewallIpset, { prior: changed });
  });

  it("has a name in small letters, as its file is read; so has a security group", async () => {
    const capital = { ...code({ name: "10.0.0.1" }), name: "Office" };
    await expect(plan(at, firewallIpset, { code: capital })).rejects.toThrow(/name: .*small letters/);
    await expect(plan(at, securityGroup, { code: { name: "Web" } })).rejects.toThrow(/small letters/);
  });

  it("refuses an address that is written twice, before any request", async () => {
    const twice = code({ name: "10.0.0.1" }, { name: "10.0.0.1/32" });
    await expect(plan(at, firewallIpset, { code: twice })).rejects.toThrow(/cidr\[1\]\.name.*already/);
  });
});
