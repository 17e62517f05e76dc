import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { App, S3Backend, TerraformOutput } from "cdktf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  ProxmoxProvider,
  ProxmoxStack,
  Secret,
  Snippet,
  VirtualMachine,
} from "../../../providers/proxmox/index.js";
import { apply, destroy, plan, simulate, type Simulation } from "../../../providers/proxmox/testing/index.js";
import { secretMarker } from "../../secrets/secret-marker.js";

const newApp = () => new App({ outdir: mkdtempSync(join(tmpdir(), "pve-cdk-testing-")) });

function web({ cores = 2 }: { readonly cores?: number } = {}): App {
  const app = newApp();
  const stack = new ProxmoxStack(app, "web");
  const vm = new VirtualMachine(stack, "vm", {
    node: "pve1",
    cores,
    disks: { scsi0: { storage: "local", size: "1 GiB" } },
    cloudInit: { storage: "local", password: Secret.fromVariable("password") },
  });
  new TerraformOutput(stack, "number", { value: vm.vmid });
  return app;
}
const variables = { password: secretMarker("of-test") };

describe("a test of a stack", () => {
  let pve: Simulation;
  beforeEach(async () => {
    pve = await simulate();
  });
  afterEach(async () => pve.close());

  it("applies an app, finds it in Proxmox VE, has nothing to do again, changes it and destroys it", async () => {
    expect((await plan(web(), pve, { variables })).changes).toEqual({ "web/vm": "create" });
    expect(await apply(web(), pve, { variables })).toEqual({
      changes: { "web/vm": "create" },
      outputs: { web: { number: 100 } },
      warnings: [],
    });
    expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({ cores: 2 });
    expect((await plan(web(), pve, { variables })).changes).toEqual({});
    expect(await apply(web(), pve, { variables })).toMatchObject({
      changes: {},
      outputs: { web: { number: 100 } },
    });
    expect((await apply(web({ cores: 4 }), pve, { variables })).changes).toEqual({ "web/vm": "update" });
    expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({ cores: 4 });
    await expect(destroy(web(), pve, { variables })).rejects.toThrow(/web\/vm[\s\S]*scsi0/);
    expect((await destroy(web(), pve, { variables, allowDataLoss: ["*"] })).changes).toEqual({
      "web/vm": "delete",
    });
    expect(await pve.get("/cluster/resources", { type: "vm" })).toEqual([]);
  });

  it("leaves no trace of the app where the app would be synthesized or have its state", async () => {
    const app = web();
    await apply(app, pve, { variables });
    expect(existsSync("terraform.web.tfstate")).toBe(false);
    expect(readdirSync(join(app.outdir, "stacks"))).toEqual([]);
  });

  it("takes several stacks in their order, backwards to destroy them", async () => {
    const both = () => {
      const app = newApp();
      const base = new ProxmoxStack(app, "base");
      const template = new VirtualMachine(base, "template", {
        node: "pve1",
        template: true,
        disks: { scsi0: { storage: "local", size: "1 GiB" } },
        allowDataLoss: true,
      });
      const machines = new ProxmoxStack(app, "machines");
      new VirtualMachine(machines, "web", {
        node: "pve1",
        clone: { from: template, full: true },
        allowDataLoss: true,
      });
      return app;
    };
    expect(await plan(both(), pve)).toMatchObject({
      changes: { "base/template": "create", "machines/web": "create" },
      plans: [{ awaits: [] }, { awaits: ["base"] }],
    });
    expect((await apply(both(), pve)).changes).toEqual({
      "base/template": "create",
      "machines/web": "create",
    });
    expect((await plan(both(), pve)).changes).toEqual({});
    expect(Object.keys((await destroy(both(), pve)).changes)).toEqual(["machines/web", "base/template"]);
  });

  it("goes to the simulation alone, whatever the code says of providers and states", async () => {
    const app = newApp();
    const stack = new ProxmoxStack(app, "web", {
      provider: { endpoint: "https://192.0.2.1:8006", apiToken: Secret.fromVariable("token") },
    });
    new S3Backend(stack, { bucket: "states", key: "web" });
    const other = new ProxmoxProvider(stack, "other", { alias: "other", endpoint: "https://192.0.2.2:8006" });
    new VirtualMachine(stack, "here", { node: "pve1" });
    new VirtualMachine(stack, "there", { node: "pve1", provider: other });
    expect((await apply(app, pve, { variables: { token: "-" } })).changes).toEqual({
      "web/here": "create",
      "web/there": "create",
    });
    expect(await pve.get("/cluster/resources", { type: "vm" })).toHaveLength(2);
  });

  it("writes snippets over SSH where the simulation has it", async () => {
    const app = newApp();
    const stack = new ProxmoxStack(app, "web");
    new Snippet(stack, "hello", { node: "pve1", storage: "local", content: "hi\n" });
    await using withSsh = await simulate({ ssh: true });
    expect(await apply(app, withSsh)).toMatchObject({ changes: { "web/hello": "create" }, warnings: [] });
    expect(await withSsh.get("/nodes/pve1/storage/local/content", { content: "snippets" })).toMatchObject([
      { volid: "local:snippets/web.hello" },
    ]);
  });

  it("throws what a person would read: of synthesis, of a plan, and of a step that fails", async () => {
    const broken = newApp();
    new VirtualMachine(new ProxmoxStack(broken, "web"), "vm", { node: "pve1", bootOrder: ["scsi7"] });
    await expect(apply(broken, pve)).rejects.toThrow("[web/vm] bootOrder names scsi7");
    await expect(plan(web(), pve)).rejects.toThrow(/password/);
    pve.faults.add({ when: { task: "qmcreate" }, then: { fail: "no room at all" } });
    await expect(apply(web(), pve, { variables })).rejects.toThrow(/no room at all\s+web\/vm/);
  });
});
