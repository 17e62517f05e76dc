import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { App } from "cdktf";
import { expect, it } from "vitest";

import { FirewallRules, ProxmoxStack, VirtualMachine } from "../../../providers/proxmox/index.js";
import { apply, plan, simulate } from "../../../providers/proxmox/testing/index.js";

/** A guest with rules, which know its number only once it is made. */
function web(more: { readonly vmid: number }): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "pve-cdk-replaced-")) });
  const stack = new ProxmoxStack(app, "web");
  const vm = new VirtualMachine(stack, "vm", { node: "pve1", cores: 1, ...more });
  new FirewallRules(stack, "rules", { on: vm, rules: [{ type: "in", action: "ACCEPT", macro: "SSH" }] });
  return app;
}

it("gives the rules of a guest that is replaced to the guest that takes its place", async () => {
  await using pve = await simulate();
  await apply(web({ vmid: 100 }), pve);
  expect((await apply(web({ vmid: 150 }), pve)).changes).toEqual({
    "web/vm": "replace",
    "web/rules": "replace",
  });
  expect(await pve.get("/nodes/pve1/qemu/150/firewall/rules")).toMatchObject([{ macro: "SSH" }]);
  expect((await plan(web({ vmid: 150 }), pve)).changes).toEqual({});
});
