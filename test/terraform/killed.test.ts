import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { realClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const code = `
terraform {
  required_providers {
    proxmox = { source = "pve-cdk/proxmox" }
  }
}

resource "proxmox_vm" "web" {
  node            = "pve1"
  name            = "web"
  cores           = 2
  running         = true
  force_stop      = true
  allow_data_loss = true
  disks           = { scsi0 = { storage = "local", size = "1G" } }
}
`;

describe("an apply by terraform that is killed half-way", () => {
  let pve: Simulation;
  let terraform: TerraformFolder;

  beforeAll(async () => {
    pve = await simulate({ clock: realClock() });
    terraform = await terraformFolder(environmentOf(pve));
    await terraform.write("main.tf", code);
    await terraform.succeed("init", "-no-color");
  });
  afterAll(async () => {
    await terraform.remove();
    await pve.close();
  });

  /** Kills terraform and its plugin as soon as the guest is there and not yet running. */
  async function killedApply(): Promise<void> {
    const child = spawn("terraform", ["apply", "-auto-approve", "-no-color"], {
      cwd: terraform.path,
      env: terraform.environment,
      detached: true,
      stdio: "ignore",
    });
    while (pve.world.guests.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
  }

  it("goes on with the guest that it made, and makes no second one", async () => {
    await killedApply();
    expect(await readdir(terraform.path)).toContain(".terraform.pve-cdk.journal");
    const { code: exit, text } = await terraform.run("apply", "-auto-approve", "-no-color", "-lock=false");
    expect({ exit, text: exit === 0 ? "" : text }).toEqual({ exit: 0, text: "" });
    expect([...pve.world.guests.values()].map(({ config }) => config["name"])).toEqual(["web"]);
    await terraform.succeed("plan", "-detailed-exitcode", "-no-color", "-lock=false");
  });

  it("leaves no journal once the state has seen everything", async () => {
    expect(await readdir(terraform.path)).not.toContain(".terraform.pve-cdk.journal");
  });
});
