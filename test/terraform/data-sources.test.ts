import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { furnish } from "../providers/data-sources/furnished.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

/** Every data source, under its short or its legacy name, with what only Terraform's own checks see. */
const code = `
terraform {
  required_providers {
    proxmox = { source = "pve-cdk/proxmox" }
  }
}

data "proxmox_version" "it" {}
data "proxmox_virtual_environment_nodes" "all" {}
data "proxmox_node" "each" {
  for_each  = toset(data.proxmox_virtual_environment_nodes.all.names)
  node_name = each.key
}
data "proxmox_vm" "web" {
  node_name = "pve1"
  id        = 100
}
data "proxmox_virtual_environment_vm" "web" {
  node_name = "pve1"
  vm_id     = data.proxmox_vms.prod.vms[0].vm_id
}
data "proxmox_vms" "prod" {
  tags = ["prod"]
  filter {
    name   = "name"
    values = ["^w"]
    regex  = true
  }
}
data "proxmox_container" "cache" {
  node_name = "pve1"
  vm_id     = 101
}
data "proxmox_virtual_environment_containers" "all" {}
data "proxmox_datastores" "of" {
  node_name = "pve1"
  filters   = { content_types = ["iso"] }
}
data "proxmox_files" "isos" {
  node_name    = "pve1"
  datastore_id = "local"
  content_type = "iso"
}
data "proxmox_virtual_environment_file" "iso" {
  node_name    = "pve1"
  datastore_id = "local"
  content_type = "iso"
  file_name    = data.proxmox_files.isos.files[0].file_name
}
data "proxmox_users" "all" {}
data "proxmox_user" "alice" { user_id = "alice@pve" }
data "proxmox_groups" "all" {}
data "proxmox_group" "admins" { group_id = "admins" }
data "proxmox_roles" "all" {}
data "proxmox_role" "auditor" { role_id = "PVEAuditor" }
data "proxmox_pools" "all" {}
data "proxmox_pool" "web" { pool_id = "web" }
data "proxmox_cluster_resources" "all" {}

output "told" {
  value = {
    release   = data.proxmox_version.it.release
    cpus      = [for node in data.proxmox_node.each : node.cpu_count > 0]
    drive     = data.proxmox_vm.web.cdrom["ide2"].file_id
    name      = data.proxmox_virtual_environment_vm.web.name
    cache     = data.proxmox_container.cache.name
    all       = data.proxmox_virtual_environment_containers.all.containers[*].vm_id
    stores    = data.proxmox_datastores.of.datastores[*].id
    size      = data.proxmox_virtual_environment_file.iso.file_size
    users     = data.proxmox_users.all.user_ids
    acl       = [for entry in data.proxmox_user.alice.acl : entry.role_id]
    comments  = data.proxmox_groups.all.comments
    members   = data.proxmox_group.admins.members
    roles     = contains(data.proxmox_roles.all.role_ids, "PVEAuditor")
    may       = contains(data.proxmox_role.auditor.privileges, "VM.Audit")
    pools     = data.proxmox_pools.all.pool_ids
    pool      = [for member in data.proxmox_pool.web.members : member.id if member.vm_id != 0]
    resources = [for each in data.proxmox_cluster_resources.all.resources : each.name if each.type == "qemu"]
  }
}
`;

describe("the real terraform, with every data source", () => {
  let pve: Simulation;
  let terraform: TerraformFolder;

  beforeAll(async () => {
    pve = await simulate({ nodes: ["pve1", "pve2"] });
    await furnish(pve);
    terraform = await terraformFolder(environmentOf(pve));
    await terraform.write("main.tf", code);
    await terraform.succeed("init", "-no-color");
  });
  afterAll(async () => {
    await terraform.remove();
    await pve.close();
  });

  it("takes what they tell", async () => {
    const { code: exit, text } = await terraform.run("apply", "-auto-approve", "-no-color");
    expect({ exit, text: exit === 0 ? "" : text }).toEqual({ exit: 0, text: "" });
    const { text: json } = await terraform.run("output", "-json", "told");
    expect(JSON.parse(json)).toEqual({
      release: "9.2",
      cpus: [true, true],
      drive: "local:iso/debian-13.iso",
      name: "web",
      cache: "cache",
      all: [101],
      stores: ["local"],
      size: 8,
      users: ["alice@pve", "bob@pve", "root@pam"],
      acl: ["PVEAuditor"],
      comments: ["Who may"],
      members: ["alice@pve"],
      roles: true,
      may: true,
      pools: ["web", "web/test"],
      pool: ["qemu/100"],
      resources: ["web", "database", "golden"],
    });
    await terraform.expectNoChanges();
  });

  it("says what is wrong before anything is asked", async () => {
    await terraform.write(
      "wrong.tf",
      `data "proxmox_files" "wrong" {\n  node_name = "pve1"\n  datastore_id = "local"\n  content_type = "film"\n}\n`,
    );
    const { code: exit, text } = await terraform.run("validate", "-no-color");
    expect(exit).toBe(1);
    expect(text).toContain('content_type: must be one of "backup"');
  });
});
