import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openStack } from "../../lib/engine/open-stack.js";
import { hasChanges, type Plan } from "../../lib/engine/plan.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const common = (folder: TerraformFolder) => ({
  terraform: {
    backend: { local: { path: join(folder.path, "terraform.stack.tfstate") } },
    required_providers: { proxmox: { source: "pve-cdk/proxmox", version: proxmox.version } },
  },
  provider: { proxmox: [{}] },
});

/** A stack that gives values to others, in sensitive outputs as cdktf makes all that cross between stacks. */
const giving = (folder: TerraformFolder) => ({
  ...common(folder),
  resource: { proxmox_user_token: { ci: { user_id: "root@pam", token_name: "ci" } } },
  output: {
    name: { value: "${proxmox_user_token.ci.token_name}", sensitive: true },
    secret: { value: "${proxmox_user_token.ci.value}", sensitive: true },
  },
});

/** A stack that takes them. */
const taking = (folder: TerraformFolder, from: TerraformFolder, language: string) => ({
  ...common(folder),
  data: {
    terraform_remote_state: {
      giving: {
        backend: "local",
        config: { path: join(from.path, "terraform.stack.tfstate") },
        workspace: "${terraform.workspace}",
      },
    },
  },
  resource: {
    proxmox_cluster_options: {
      all: {
        language,
        description: "with ${data.terraform_remote_state.giving.outputs.secret}",
      },
    },
  },
  output: { passed: { value: "${data.terraform_remote_state.giving.outputs.name}" } },
});

describe("two stacks, one with values of the other", () => {
  let pve: Simulation;
  let first: TerraformFolder;
  let second: TerraformFolder;

  beforeAll(async () => {
    pve = await simulate();
    [first, second] = await Promise.all([
      terraformFolder(environmentOf(pve)),
      terraformFolder(environmentOf(pve)),
    ]);
    await first.write("cdk.tf.json", giving(first));
    await second.write("cdk.tf.json", taking(second, first, "de"));
  });
  afterAll(async () => {
    await Promise.all([first.remove(), second.remove()]);
    await pve.close();
  });

  const engine = async (folder: TerraformFolder, apply: boolean): Promise<Plan> => {
    const stack = await openStack({
      source: { name: "stack", file: join(folder.path, "cdk.tf.json"), dependsOn: [] },
      provider: proxmox,
      environment: environmentOf(pve),
    });
    try {
      const plan = await stack.plan();
      if (apply) expect((await stack.apply(plan)).failed).toEqual([]);
      return plan;
    } finally {
      await stack.close();
    }
  };

  it("has nothing to do under terraform after the engine made both", async () => {
    await engine(first, true);
    await engine(second, true);
    for (const folder of [first, second]) {
      await folder.succeed("init", "-no-color");
      await folder.expectNoChanges();
    }
  });

  it("has nothing to do under the engine after terraform changed what takes", async () => {
    await second.write("cdk.tf.json", taking(second, first, "fr"));
    await second.succeed("apply", "-auto-approve", "-no-color");
    expect(hasChanges(await engine(second, false))).toBe(false);
  });

  it("has nothing to do under terraform after the engine changed what takes", async () => {
    await second.write("cdk.tf.json", taking(second, first, "it"));
    await engine(second, true);
    await second.expectNoChanges();
  });

  it("shows nothing of what the other stack calls sensitive, whether it stays or is set right", async () => {
    const code = (folder: TerraformFolder) => taking(folder, first, "it");
    await second.write("cdk.tf.json", code(second));
    await pve.put("/cluster/options", { description: "somebody else's" });
    const plan = await engine(second, false);
    expect(plan.steps[0]).toMatchObject({ action: "update", changes: [{ path: ["description"] }] });
    expect(JSON.stringify(plan)).not.toContain("root@pam!ci=");
  });
});
