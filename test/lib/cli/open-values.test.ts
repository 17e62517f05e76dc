import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { Workplace } from "./workplace.js";

let pve: Simulation;
beforeAll(async () => void (pve = await simulate()));
afterAll(() => pve.close());

describe("a plan on the screen", () => {
  it("shows a grant to a token that is made in the same plan", async () => {
    await using place = await Workplace.open(environmentOf(pve));
    await place.code({
      proxmox_user_token: { ci: { user_id: "root@pam", token_name: "ci" } },
      proxmox_acl: {
        grant: { token_id: "${proxmox_user_token.ci.id}", role_id: "PVEAdmin", path: "/vms" },
      },
    });
    const { code, out, complaints } = await place.command("plan");
    expect(complaints).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("(known after apply) is PVEAdmin on /vms");
  });

  it("hides what another stack put out as secret, and shows what is beside it", async () => {
    const template = "local:vztmpl/of-another-stack.tar.zst";
    await using place = await Workplace.open(environmentOf(pve));
    await place.write("terraform.images.tfstate", {
      version: 4,
      terraform_version: "1.11.4",
      serial: 1,
      lineage: "a",
      outputs: { template: { value: template, type: "string", sensitive: true } },
      resources: [],
    });
    const volume = "${data.terraform_remote_state.images.outputs.template}";
    await place.code(
      {
        proxmox_container: {
          web: { node: "pve1", os_template: volume, rootfs: { storage: "local", size: "4G" } },
        },
        proxmox_vm: {
          db: { node: "pve1", disks: { scsi0: { storage: "local", size: "8G", from: volume } } },
        },
      },
      {
        data: {
          terraform_remote_state: {
            images: { backend: "local", config: { path: "FOLDER/terraform.images.tfstate" } },
          },
        },
      },
    );
    const { out, complaints } = await place.command("plan");
    expect(complaints).not.toContain("has no text");
    expect(out).toContain("rootfs 4G from (secret)");
    expect(out).toContain("scsi0 8G from (secret)");
    expect(complaints).toContain("volumes of the content type vztmpl ((secret))");
    expect(out + complaints).not.toContain("of-another-stack");
  });
});

describe("an apply that fails", () => {
  it("takes secrets out of what the server quotes of them", async () => {
    await using place = await Workplace.open({ ...environmentOf(pve), TF_VAR_role: "hidden-role-name" });
    await place.code(
      {
        proxmox_acl: {
          grant: { user_id: "root@pam", role_id: "${var.role}", path: "/vms" },
        },
      },
      { variable: { role: { type: "string", sensitive: true } } },
    );
    const { code, out, complaints } = await place.command("apply", "--yes");
    expect(code).toBe(1);
    expect(complaints).toContain("role '(secret)' does not exist");
    expect(out + complaints).not.toContain("hidden-role-name");
  });
});
