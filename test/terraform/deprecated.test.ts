import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openStack } from "../../lib/engine/open-stack.js";
import { planDiagnostics } from "../../lib/engine/plan.js";
import { buildToyPlugin } from "./fixtures/build-toy-plugin.js";
import { toy } from "./fixtures/toy-provider.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const machine = { zone: "here", home: { street: "Main" }, steps: ["one"] };

describe("an attribute of a resource that is deprecated", () => {
  let folder: TerraformFolder;
  beforeAll(async () => {
    folder = await terraformFolder({}, buildToyPlugin);
    folder.environment["TOY_OBJECTS"] = join(folder.path, "objects.json");
    await folder.write("cdk.tf.json", {
      terraform: { required_providers: { toy: { source: "pve-cdk/toy" } } },
      resource: { toy_machine: { it: machine } },
    });
  });
  afterAll(() => folder.remove());

  it("is warned of once by terraform's validate and plan, with what to do instead", async () => {
    await folder.run("init", "-no-color");
    for (const command of ["validate", "plan"]) {
      const { code, text } = await folder.run(command, "-no-color");
      expect([code, text.match(/deprecated/gi)]).toEqual([0, ["deprecated"]]);
      expect(text).toMatch(/steps is deprecated[^]*Nobody counts them: leave them out/);
    }
  });

  it("is warned of once by the engine's plan, with the resource and what to do instead", async () => {
    const source = { name: "toy", file: join(folder.path, "cdk.tf.json"), dependsOn: [] };
    const stack = await openStack({ source, provider: toy, environment: folder.environment });
    try {
      expect(planDiagnostics(await stack.plan())).toEqual([
        {
          severity: "warning",
          summary: "steps is deprecated",
          detail: "Nobody counts them: leave them out.",
          path: ["steps"],
          address: "toy_machine.it",
        },
      ]);
    } finally {
      await stack.close();
    }
  });
});
