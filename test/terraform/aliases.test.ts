import { join } from "node:path";

import { Fn, LocalBackend, TerraformOutput, Testing, TerraformVariable } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openStack } from "../../lib/engine/open-stack.js";
import { hasChanges } from "../../lib/engine/plan.js";
import {
  ProxmoxAcl,
  ProxmoxFirewallRules,
  ProxmoxProvider,
  ProxmoxStack,
  ProxmoxVm,
} from "../../providers/proxmox/index.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const loginTo = ({ endpoint, fingerprint, token }: Simulation) => ({
  endpoint,
  fingerprint,
  apiToken: token,
});

describe("a stack with two clusters, from constructs", () => {
  let near: Simulation;
  let far: Simulation;
  let folder: TerraformFolder;

  const build = (cores: number): ProxmoxStack => {
    const stack = new ProxmoxStack(Testing.app(), "both", { provider: loginTo(near) });
    const other = new ProxmoxProvider(stack, "far", { alias: "far", ...loginTo(far) });
    new LocalBackend(stack, { path: join(folder.path, "terraform.both.tfstate") });
    const note = new TerraformVariable(stack, "note", { default: "said" });
    const vm = new ProxmoxVm(stack, "vm", {
      node: "pve1",
      name: "there",
      provider: other,
      cores,
      tags: ["a", "b"],
      description: `one\n"two" \${var.note} ${Fn.upper(note.stringValue)} {}`,
      agent: { enabled: true },
      disks: { scsi0: { storage: "local", size: "1G" } },
      allowDataLoss: true,
    });
    new ProxmoxFirewallRules(stack, "rules", {
      provider: other,
      nodeName: "pve1",
      vmId: vm.vmid,
      rule: [
        { type: "in", action: "ACCEPT", comment: "[1]" },
        { type: "out", action: "DROP" },
      ],
    });
    new ProxmoxAcl(stack, "here", { path: "/vms", roleId: "PVEAuditor", userId: "root@pam" });
    new TerraformOutput(stack, "made", { value: vm.vmid });
    return stack;
  };
  const engine = async (apply: boolean) => {
    const stack = await openStack({
      source: { name: "both", file: join(folder.path, "cdk.tf.json"), dependsOn: [] },
      provider: proxmox,
      environment: environmentOf(near),
    });
    try {
      const plan = await stack.plan();
      if (apply) expect((await stack.apply(plan)).failed).toEqual([]);
      return hasChanges(plan);
    } finally {
      await stack.close();
    }
  };

  beforeAll(async () => {
    [near, far] = await Promise.all([simulate(), simulate()]);
    folder = await terraformFolder({});
    await folder.write("cdk.tf.json", Testing.synth(build(2)));
  });
  afterAll(async () => {
    await folder.remove();
    await Promise.all([near.close(), far.close()]);
  });

  it("reaches with each resource the cluster that it names", async () => {
    await engine(true);
    expect([near.world.guests.size, far.world.guests.size]).toEqual([0, 1]);
    expect(await near.get("/access/acl")).toHaveLength(1);
    expect(await far.get("/access/acl")).toEqual([]);
  });

  it("is the same to terraform", async () => {
    await folder.succeed("init", "-no-color");
    await folder.expectNoChanges();
    await folder.write("cdk.tf.json", Testing.synth(build(3)));
    await folder.succeed("apply", "-auto-approve", "-no-color");
    expect(await far.get("/nodes/pve1/qemu/100/config")).toMatchObject({ cores: 3 });
    expect(await engine(false)).toBe(false);
  });

  it("is the same in HCL, with everything that the code says", async () => {
    await folder.write("cdk.tf.json", {});
    await folder.write("main.tf", Testing.synthHcl(build(3)));
    await folder.expectNoChanges();
    await folder.write("main.tf", Testing.synthHcl(build(4)));
    expect(await folder.run("plan", "-detailed-exitcode", "-no-color")).toMatchObject({
      code: 2,
      text: expect.stringMatching(/cores += 3 -> 4/) as string,
    });
  });
});
