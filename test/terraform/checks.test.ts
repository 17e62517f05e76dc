import { rm } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";
import { secretMarker } from "../secrets/secret-marker.js";
import { remote } from "../simulator/remote.js";

const wrongPassword = secretMarker("wrong");

describe("needs, under the real terraform", () => {
  let pve: Simulation;
  let folder: TerraformFolder;
  beforeAll(async () => {
    pve = await simulate({ ssh: true });
    folder = await terraformFolder({
      PROXMOX_VE_ENDPOINT: pve.endpoint,
      PROXMOX_VE_FINGERPRINT: pve.fingerprint,
      PROXMOX_VE_API_TOKEN: pve.token,
      PROXMOX_VE_SSH_USERNAME: "root",
    });
    const node = await remote(pve, { username: "root", password: pve.password });
    await node.run("truncate -s 3M /root/image.raw");
    node.end();
    await write(wrongPassword);
    await folder.succeed("init");
  });
  afterAll(async () => {
    await folder.remove();
    await pve.close();
  });

  const write = (password: string, more = "") =>
    folder.write(
      "main.tf",
      `
terraform {
  required_providers {
    proxmox = { source = "pve-cdk/proxmox" }
  }
}
provider "proxmox" {
  ssh {
    password    = "${password}"
    known_hosts = "${join(folder.path, "known_hosts")}"
    node {
      name    = "pve1"
      address = "${pve.ssh?.host}"
      port    = ${pve.ssh?.port}
    }
  }
}
resource "proxmox_user_token" "ci" {
  user_id    = "root@pam"
  token_name = "ci"
}
resource "proxmox_file" "user_data" {
  node_name    = "pve1"
  datastore_id = "local"
  source_raw {
    data      = "#cloud-config"
    file_name = "user-data.yaml"
  }
}
${more}
`,
    );

  const written = () => pve.requests.filter(({ verb }) => verb !== "GET").length;

  it("that don't hold stop the plan, say why and what to do, and nothing is written of anything", async () => {
    const { code, text } = await folder.run("apply", "-auto-approve", "-no-color");
    expect(code).toBe(1);
    expect(text).toContain("pve1 does not let root in over SSH");
    expect(text).toContain("password: refused");
    expect(text).toContain("because the API has no upload for snippets");
    expect(text).toContain("with proxmox_file.user_data");
    expect(text).not.toContain(wrongPassword);
    expect(written()).toBe(0);
  });

  it("that hold are no news: the plan is applied, and the next one is empty", async () => {
    await write(pve.password);
    const { code, text } = await folder.run("apply", "-auto-approve", "-no-color");
    expect([code, text]).toEqual([0, expect.stringContaining("2 added")]);
    await folder.expectNoChanges();
  });

  it("of an image that the API can't import are told in the plan, with the reason", async () => {
    await write(
      pve.password,
      `
resource "proxmox_vm" "web" {
  vmid  = 100
  node  = "pve1"
  disks = { scsi0 = { storage = "local", from = "/root/image.raw" } }
}`,
    );
    const { text } = await folder.run("plan", "-no-color");
    expect(text).toContain("Warning: this image goes over SSH");
    expect(text.replaceAll(/\s*│?\s+/g, " ")).toContain("only root@pam itself may name a path on the node");
    const { code, text: applied } = await folder.run("apply", "-auto-approve", "-no-color");
    expect([code, applied]).toEqual([0, expect.stringContaining("1 added")]);
    expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({
      scsi0: expect.stringContaining("size=3M") as string,
    });
    await folder.expectNoChanges();
  });

  const machine = (storage: string) => `
resource "proxmox_vm" "db" {
  vmid  = 101
  node  = "pve1"
  disks = { scsi0 = { storage = ${storage}, size = "1G" } }
}`;

  it("of a storage that isn't there are a warning in the plan, and refused before the guest is written", async () => {
    await write(pve.password, machine('"nope"'));
    const { text } = await folder.run("plan", "-no-color", "-target=proxmox_vm.db");
    expect(text).toContain('Warning: there is no storage "nope"');
    expect(text).toContain("with proxmox_vm.db");
    expect(text).toContain("Storages of pve1 for disks of virtual machines (content `images`): local.");
    const before = written();
    const applied = await folder.run("apply", "-auto-approve", "-no-color", "-target=proxmox_vm.db");
    expect([applied.code, applied.text]).toEqual([
      1,
      expect.stringContaining('Error: there is no storage "nope"'),
    ]);
    expect(written()).toBe(before);
  });

  it("of a storage that the same stack makes hold once it is made", async () => {
    const storage = `
resource "proxmox_storage_directory" "fresh" {
  id      = "fresh"
  path    = "/srv/fresh"
  content = ["images"]
}`;
    await write(pve.password, storage + machine("proxmox_storage_directory.fresh.id"));
    const { code, text } = await folder.run("apply", "-auto-approve", "-no-color", "-target=proxmox_vm.db");
    expect([code, text]).toEqual([0, expect.stringContaining("2 added")]);
  });

  it("don't stand in the way of destroying what is there, with a node that lets nobody in", async () => {
    await write(wrongPassword);
    await rm(join(folder.path, "known_hosts"));
    const { code, text } = await folder.run(
      "destroy",
      "-auto-approve",
      "-no-color",
      "-target=proxmox_file.user_data",
    );
    expect([code, text]).toEqual([0, expect.stringContaining("1 destroyed")]);
  });
});
