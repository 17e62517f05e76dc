import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openStack } from "../../lib/engine/open-stack.js";
import { hasChanges, planDiagnostics, type Plan } from "../../lib/engine/plan.js";
import type { Stack } from "../../lib/engine/stack.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { putFile } from "../providers/resources/guest-stand.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

/** A stack as cdktf synthesizes it: a sensitive variable, a secret of the provider, keys of others, an imported guest. */
const stackFor = (folder: string, { cores = 2 } = {}) => ({
  terraform: {
    backend: { local: { path: join(folder, "terraform.trip.tfstate") } },
    required_providers: { proxmox: { source: "pve-cdk/proxmox", version: proxmox.version } },
  },
  provider: { proxmox: [{}] },
  variable: { note: { type: "string", sensitive: true } },
  resource: {
    proxmox_vm: {
      web: {
        node: "pve1",
        name: "web",
        description: "${var.note}",
        cores,
        memory: 512,
        disks: { scsi0: { storage: "local", size: "1G" } },
        network: { net0: { bridge: "vmbr0" } },
        allow_data_loss: true,
      },
      old: { node: "pve1", vmid: 500, cores: 3, tags: ["kept"], allow_data_loss: true },
    },
    proxmox_container: {
      cache: {
        node: "pve1",
        vmid: 600,
        os_template: "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
        hostname: "cache",
        password: "${var.note}",
        password_version: 1,
        cores,
        features: { nesting: true },
        name_servers: ["1.1.1.1"],
        environment: { A: "1" },
        rootfs: { storage: "local", size: "1G", mount_options: ["noatime", "discard"] },
        mount_points: { mp0: { storage: "local", size: "2G", path: "/srv" } },
        network: { net0: { name: "eth0", bridge: "vmbr0", ip: "dhcp", ip6: "FD00::5/64" } },
        running: true,
        allow_data_loss: true,
      },
    },
    proxmox_user_token: { ci: { user_id: "root@pam", token_name: "ci" } },
    proxmox_acl: {
      web: {
        path: "/vms/${proxmox_vm.web.vmid}",
        role_id: "PVEVMUser",
        token_id: "${proxmox_user_token.ci.id}",
      },
    },
    proxmox_firewall_rules: {
      web: {
        node_name: "${proxmox_vm.web.current_node}",
        vm_id: "${proxmox_vm.web.vmid}",
        rule: [{ type: "in", action: "ACCEPT", macro: "SSH" }],
      },
    },
    proxmox_cluster_options: { all: { language: "de" } },
  },
  output: {
    token: { value: "${proxmox_user_token.ci.value}", sensitive: true },
    vmid: { value: "${proxmox_vm.web.vmid}" },
  },
});

const note = "zq-note-for-nobody";

describe("a stack that goes from the engine to terraform and back", () => {
  let pve: Simulation;
  let folder: TerraformFolder;

  beforeAll(async () => {
    pve = await simulate();
    folder = await terraformFolder({ ...environmentOf(pve), TF_VAR_note: note });
    await folder.write("cdk.tf.json", stackFor(folder.path));
    await putFile(pve, { folder: "template/cache", name: "debian-13-standard_13.1-2_amd64.tar.zst" });
    await pve.post("/nodes/pve1/qemu", {
      vmid: 500,
      name: "old",
      cores: 3,
      memory: "768",
      scsi0: "local:1",
      onboot: 1,
      tags: "kept",
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  afterAll(async () => {
    await folder.remove();
    await pve.close();
  });

  async function engine<T>(work: (stack: Stack) => Promise<T>): Promise<T> {
    const stack = await openStack({
      source: { name: "trip", file: join(folder.path, "cdk.tf.json"), dependsOn: [] },
      provider: proxmox,
      environment: { ...environmentOf(pve), TF_VAR_note: note },
    });
    try {
      return await work(stack);
    } finally {
      await stack.close();
    }
  }
  const engineChanges = () =>
    engine(async (stack) => {
      const plan = await stack.plan();
      expect(planDiagnostics(plan).filter(({ severity }) => severity === "error")).toEqual([]);
      return changesOf(plan);
    });

  it("is made by the engine, one guest imported, and has nothing to do", async () => {
    await engine(async (stack) => {
      await stack.importResource("proxmox_vm.old", "500");
      const result = await stack.apply(await stack.plan());
      expect(result.failed).toEqual([]);
    });
    expect(await engineChanges()).toEqual([]);
  });

  it("has nothing to do under terraform", async () => {
    await folder.succeed("init", "-no-color");
    await folder.expectNoChanges();
  });

  it("is changed by terraform, and has nothing to do under the engine", async () => {
    await folder.write("cdk.tf.json", stackFor(folder.path, { cores: 4 }));
    // Somebody else's key, which neither may touch.
    await pve.put("/nodes/pve1/qemu/100/config", { onboot: 1 });
    const text = await folder.succeed("apply", "-auto-approve", "-no-color");
    expect(text).not.toContain(note);
    await folder.expectNoChanges();
    expect(await engineChanges()).toEqual([]);
    expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({
      cores: 4,
      onboot: 1,
      description: note,
    });
  });

  it("is changed by the engine again, and has nothing to do under terraform", async () => {
    await folder.write("cdk.tf.json", stackFor(folder.path, { cores: 3 }));
    await engine(async (stack) => {
      const plan = await stack.plan();
      expect(JSON.stringify(plan)).not.toContain(note);
      expect((await stack.apply(plan)).failed).toEqual([]);
    });
    expect(await engineChanges()).toEqual([]);
    await folder.expectNoChanges();
  });

  it("keeps the token's secret in the state alone, marked as sensitive", async () => {
    const state = await readFile(join(folder.path, "terraform.trip.tfstate"), "utf8");
    const token = /root@pam!ci=[0-9a-f-]{36}/.exec(state)?.[0] ?? "";
    expect(token).not.toBe("");
    const { text } = await folder.run("plan", "-no-color");
    expect(text).not.toContain(token.split("=")[1]);
    expect(JSON.stringify(await engine((stack) => stack.plan()))).not.toContain(token.split("=")[1]);
    expect(state).toMatch(/"sensitive_attributes": \[\s*\[/);
  });

  it("is destroyed by terraform, and what was not ours stays", async () => {
    await folder.succeed("destroy", "-auto-approve", "-no-color");
    expect(await engine((stack) => stack.entries())).toEqual([]);
  });
});

function changesOf(plan: Plan): readonly unknown[] {
  return hasChanges(plan)
    ? plan.steps
        .filter(({ action }) => action !== "none")
        .map(({ address, action, changes }) => ({ address, action, changes }))
    : [];
}
