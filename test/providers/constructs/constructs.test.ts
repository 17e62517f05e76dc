import { Testing, TerraformStack, type TerraformElement } from "cdktf";
import { describe, expect, it } from "vitest";

import {
  CloudImage,
  FirewallRules,
  ProxmoxStack,
  ProxmoxVm,
  VirtualMachine,
} from "../../../providers/proxmox/index.js";
import { all, hiddenApp, synthesized, type Synthesized } from "./synthesized.js";

const only = (stack: Synthesized, type: string) => all(stack, type)[0];

const blank = { node: "pve1", disks: { scsi0: { storage: "local", size: "8 GiB" } } } as const;

describe("constructs", () => {
  it("turn the words of an author into the attributes of the definition", () => {
    const made = synthesized((stack) => {
      new VirtualMachine(stack, "vm", {
        ...blank,
        cores: 2,
        memory: "2 GiB",
        agent: true,
        cloudInit: { storage: "local", user: "debian", sshKeys: ["ssh-ed25519 A"], address: "dhcp" },
        more: { onBoot: true },
      });
    });
    expect(only(made, "proxmox_vm")).toMatchObject({
      node: "pve1",
      name: "vm",
      cores: 2,
      memory: 2048,
      on_boot: true,
      agent: { enabled: true },
      disks: { scsi0: { storage: "local", size: "8G" } },
      cloud_init: {
        storage: "local",
        user: "debian",
        ssh_keys: ["ssh-ed25519 A"],
        addresses: { net0: { ip: "dhcp" } },
      },
    });
    expect(made.terraform["required_providers"]).toMatchObject({
      proxmox: { source: "pve-cdk/proxmox", version: "0.1.0" },
    });
  });

  it("refer to each other by reference, so that both executors order them", () => {
    const made = synthesized((stack) => {
      const image = new CloudImage(stack, "image", {
        node: "pve1",
        storage: "local",
        url: "https://example.com/debian.qcow2",
      });
      const vm = new VirtualMachine(stack, "vm", {
        ...blank,
        disks: { scsi0: { storage: "local", from: image } },
      });
      new VirtualMachine(stack, "copy", { node: "pve1", clone: { from: vm } });
      new FirewallRules(stack, "rules", { on: vm, rules: [{ type: "in", action: "ACCEPT", macro: "SSH" }] });
      vm.grant({ user: "alice@pve" }, "PVEVMUser");
      vm.grant({ group: "admins" }, "PVEVMAdmin");
      vm.grant({ token: "ci@pve!token" }, "PVEAuditor");
    });
    const text = JSON.stringify(made);
    expect(text).toMatch(/"from":"\$\{proxmox_file\.image_\w+\.id\}"/);
    expect(text).toMatch(/"clone":\{"vmid":"\$\{proxmox_vm\.vm_\w+\.vmid\}"\}/);
    expect(text).toMatch(/"vm_id":"\$\{proxmox_vm\.vm_\w+\.vmid\}"/);
    const grants = Object.values(made.resource["proxmox_acl"] ?? {});
    expect(grants.map(({ user_id, group_id, token_id }) => user_id ?? group_id ?? token_id).sort()).toEqual([
      "admins",
      "alice@pve",
      "ci@pve!token",
    ]);
  });

  it("refuse wrong combinations at synthesis, with the construct's path, all at once", () => {
    const app = hiddenApp();
    const stack = new ProxmoxStack(app, "web");
    new VirtualMachine(stack, "vm", {
      node: "pve1",
      disks: { scsi0: { storage: "local" } },
      bootOrder: ["scsi9"],
    });
    new CloudImage(stack, "image", { node: "pve1", storage: "local" });
    new FirewallRules(stack, "rules", {
      on: "cluster",
      rules: [{ type: "in", action: "ACCEPT", dport: "22" }],
    });
    expect(() => app.synth()).toThrow(
      /\[web\/vm\] bootOrder names scsi9[\s\S]*\[web\/vm\] disks\.scsi0: a blank disk needs a size[\s\S]*\[web\/image\][\s\S]*\[web\/rules\]/,
    );
  });

  it("give the generated construct underneath, for whatever they don't say", () => {
    const made = synthesized((stack) => {
      const vm = new VirtualMachine(stack, "vm", blank);
      const inner = vm.node.defaultChild as TerraformElement;
      expect(inner).toBeInstanceOf(ProxmoxVm);
      inner.addOverride("tablet", false);
    });
    expect(only(made, "proxmox_vm")).toMatchObject({ tablet: false });
  });

  it("take lifecycle, dependencies and counts as every cdktf resource does", () => {
    const made = synthesized((stack) => {
      const first = new ProxmoxVm(stack, "first", { node: "pve1" });
      new ProxmoxVm(stack, "second", {
        node: "pve1",
        dependsOn: [first],
        lifecycle: { preventDestroy: true, ignoreChanges: ["cores"] },
        cpuUnits: 100,
      });
    });
    expect(made.resource["proxmox_vm"]?.["second"]).toMatchObject({
      depends_on: ["proxmox_vm.first"],
      lifecycle: { prevent_destroy: true, ignore_changes: ["cores"] },
      cpu_units: 100,
    });
  });

  it("stand in any stack, with a provider of its own", () => {
    const stack = new TerraformStack(Testing.app(), "plain");
    expect(() => new ProxmoxVm(stack, "vm", { node: "pve1" })).not.toThrow();
  });
});

/** Never run: the compiler is the test. */
export function wrongWords(stack: ProxmoxStack): void {
  // @ts-expect-error there is no slot scsi99
  new VirtualMachine(stack, "a", { node: "pve1", disks: { scsi99: { storage: "local" } } });
  // @ts-expect-error there is no slot disk0
  new VirtualMachine(stack, "b", { node: "pve1", disks: { disk0: { storage: "local" } } });
  // @ts-expect-error a size needs its unit
  new VirtualMachine(stack, "c", { node: "pve1", memory: "2" });
  // @ts-expect-error memory has no unit GB
  new VirtualMachine(stack, "d", { node: "pve1", memory: "2 GB" });
  // @ts-expect-error a guest is made somewhere
  new VirtualMachine(stack, "e", {});
  // @ts-expect-error there is no such firmware
  new ProxmoxVm(stack, "f", { node: "pve1", bios: "award" });
  // @ts-expect-error an action is one of three words
  new FirewallRules(stack, "g", { on: "cluster", rules: [{ type: "in", action: "ALLOW" }] });
  // @ts-expect-error the object decides its current node
  new ProxmoxVm(stack, "h", { node: "pve1", currentNode: "pve2" });
}
