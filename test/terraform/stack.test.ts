import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

/** HCL as a user of plain Terraform writes it: every resource type in one stack. */
const stack = ({ cores = 2, language = "de", rule = "ACCEPT", propagate = true, comment = "CI" } = {}) => `
terraform {
  required_providers {
    proxmox = { source = "pve-cdk/proxmox" }
  }
}

provider "proxmox" {}

resource "proxmox_file" "image" {
  node_name    = "pve1"
  datastore_id = "local"
  content_type = "iso"
  source_raw {
    data      = "nearly an image"
    file_name = "tiny.iso"
  }
}

resource "proxmox_vm" "web" {
  node            = "pve1"
  name            = "web"
  cores           = ${cores}
  memory          = 1024
  tags            = ["Web", "prod"]
  running         = true
  force_stop      = true
  allow_data_loss = true
  disks           = { scsi0 = { storage = "local", size = "1G" } }
  cdroms          = { ide0 = { file = proxmox_file.image.id } }
  network         = { net0 = { bridge = "vmbr0", firewall = true } }
  boot_order      = ["scsi0", "ide0"]
}

resource "proxmox_firewall_rules" "web" {
  node_name = proxmox_vm.web.current_node
  vm_id     = proxmox_vm.web.vmid
  rule {
    type   = "in"
    action = "${rule}"
    macro  = "SSH"
  }
  rule {
    type    = "in"
    action  = "DROP"
    comment = "the rest"
  }
}

resource "proxmox_virtual_environment_acl" "legacy" {
  path      = "/vms/\${proxmox_vm.web.vmid}"
  role_id   = "PVEVMUser"
  user_id   = "root@pam"
  propagate = ${propagate}
}

resource "proxmox_user_token" "ci" {
  user_id    = "root@pam"
  token_name = "ci"
  comment    = "${comment}"
}

resource "proxmox_cluster_options" "all" {
  language = "${language}"
  next_id  = { lower = 100, upper = 2000 }
}

output "secret" {
  value     = proxmox_user_token.ci.value
  sensitive = true
}
`;

describe("the real terraform, with every resource in one stack", () => {
  let pve: Simulation;
  let terraform: TerraformFolder;

  beforeAll(async () => {
    pve = await simulate();
    terraform = await terraformFolder(environmentOf(pve));
  });
  afterAll(async () => {
    await terraform.remove();
    await pve.close();
  });

  it("installs the plugin from the mirror", async () => {
    await terraform.write("main.tf", stack());
    expect(await terraform.succeed("init", "-no-color")).toContain("pve-cdk/proxmox v0.1.0");
    await terraform.succeed("validate", "-no-color");
  });

  it("makes everything, and plans nothing afterwards", async () => {
    expect(await terraform.succeed("apply", "-auto-approve", "-no-color")).toContain("6 added");
    await terraform.expectNoChanges();
    expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({
      cores: 2,
      tags: "prod;web",
      boot: "order=scsi0;ide0",
    });
  });

  it("changes everything in place and tells what restarts", async () => {
    await terraform.write(
      "main.tf",
      stack({ cores: 4, language: "fr", rule: "REJECT", propagate: false, comment: "robots" }),
    );
    const text = await terraform.succeed("apply", "-auto-approve", "-no-color");
    expect(text).toContain("5 changed");
    expect(text).toContain("restarts the guest");
    expect(text).toContain("Because of: cores.");
    await terraform.expectNoChanges();
  });

  it("sets drift right", async () => {
    await pve.put("/nodes/pve1/qemu/100/config", { memory: "2048" });
    await pve.put("/cluster/options", { language: "it", keyboard: "fr" });
    await pve.delete("/access/users/root@pam/token/ci");
    const { code, text } = await terraform.run("plan", "-detailed-exitcode", "-no-color");
    expect({ code, text }).toMatchObject({
      code: 2,
      text: expect.stringContaining("1 to add, 2 to change, 0 to destroy") as string,
    });
    await terraform.succeed("apply", "-auto-approve", "-no-color");
    await terraform.expectNoChanges();
    expect(await pve.get("/cluster/options")).toMatchObject({ keyboard: "fr", language: "fr" });
  });

  it("imports what exists, and plans nothing for what the code says of it", async () => {
    await pve.post("/nodes/pve1/qemu", { vmid: 500, name: "old", cores: 3, memory: "512", scsi0: "local:1" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await terraform.write(
      "old.tf",
      `resource "proxmox_vm" "old" {\n  node = "pve1"\n  vmid = 500\n  cores = 3\n  allow_data_loss = true\n}\n`,
    );
    await terraform.succeed("import", "-no-color", "proxmox_vm.old", "500?own=cores");
    await terraform.succeed("apply", "-auto-approve", "-no-color");
    await terraform.expectNoChanges();
    expect(await pve.get("/nodes/pve1/qemu/500/config")).toMatchObject({ name: "old", memory: "512" });
  });

  it("moves a resource from its legacy name without touching the object", async () => {
    const renamed = stack({
      cores: 4,
      language: "fr",
      rule: "REJECT",
      propagate: false,
      comment: "robots",
    }).replace('"proxmox_virtual_environment_acl" "legacy"', '"proxmox_acl" "short"');
    await terraform.write(
      "main.tf",
      `${renamed}\nmoved {\n  from = proxmox_virtual_environment_acl.legacy\n  to   = proxmox_acl.short\n}\n`,
    );
    expect(await terraform.succeed("apply", "-auto-approve", "-no-color")).toContain(
      "0 added, 0 changed, 0 destroyed",
    );
    await terraform.expectNoChanges();
  });

  it("says all that is wrong before anything is done", async () => {
    await terraform.write(
      "wrong.tf",
      `resource "proxmox_vm" "wrong" {\n  node = "pve1"\n  cores = 0\n  bios = "award"\n  disks = { disk0 = { storage = "local", size = "1G" } }\n}\n`,
    );
    const { code, text } = await terraform.run("plan", "-no-color");
    expect(code).toBe(1);
    const flat = text.replace(/\s*\n[│|]?\s*/g, " ");
    for (const part of [
      "cores: must be at least 1",
      'must be one of "seabios", "ovmf"',
      'there is no slot "disk0"',
    ])
      expect(flat).toContain(part);
    await terraform.write("wrong.tf", "");
  });

  it("destroys everything, and puts back what singletons had before", async () => {
    expect(await terraform.succeed("destroy", "-auto-approve", "-no-color")).toContain("7 destroyed");
    expect(pve.world.guests.size).toBe(0);
    expect(await pve.get("/access/acl")).toEqual([]);
    expect(Object.keys((await pve.get("/cluster/options")) as object)).not.toContain("language");
  });
});
