import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { describeWith, ran } from "./program.js";

describeWith("Terraform's own provisioners", ["terraform", "version"], () => {
  let simulation: Simulation;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "provisioners-"));
    simulation = await simulate({ ssh: true, rootPassword: "rootpass1" });
  });
  afterAll(async () => {
    await simulation.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("copy files and folders to the node and run commands there", async () => {
    mkdirSync(join(folder, "snippets/deep"), { recursive: true });
    writeFileSync(join(folder, "snippets/one.yaml"), "one\n");
    writeFileSync(join(folder, "snippets/deep/two.yaml"), "two\n");
    writeFileSync(join(folder, "terraform.rc"), "");
    const { port, hostKey } = simulation.ssh!;
    writeFileSync(
      join(folder, "main.tf"),
      `resource "terraform_data" "node" {
        connection {
          host     = "127.0.0.1"
          port     = ${port}
          user     = "root"
          password = "rootpass1"
          host_key = "${hostKey}"
        }
        provisioner "file" {
          content     = "#cloud-config\\n"
          destination = "/var/lib/vz/snippets/user.yaml"
        }
        provisioner "file" {
          source      = "snippets/"
          destination = "/var/lib/vz/snippets"
        }
        provisioner "remote-exec" {
          inline = ["qm create 100 --name web --memory 512", "cat /var/lib/vz/snippets/deep/two.yaml"]
        }
      }`,
    );
    const terraform = (...words: readonly string[]) =>
      ran(["terraform", `-chdir=${folder}`, ...words, "-no-color"], {
        env: { HOME: folder, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: join(folder, "terraform.rc") },
      });
    expect((await terraform("init")).status).toBe(0);
    const { status, stdout } = await terraform("apply", "-auto-approve");
    expect([status, stdout]).toEqual([0, expect.stringContaining("(remote-exec): two\n")]);
    expect(await simulation.get("/nodes/pve1/qemu/100/config")).toMatchObject({ name: "web", memory: "512" });
    const snippets = await simulation.get("/nodes/pve1/storage/local/content", { content: "snippets" });
    expect(snippets).toMatchObject([
      { volid: "local:snippets/one.yaml", size: 4 },
      { volid: "local:snippets/user.yaml", size: 14 },
    ]);
  });
});
