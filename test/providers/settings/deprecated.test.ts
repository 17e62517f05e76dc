import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Environment } from "../../../lib/schema/provider.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";

describe("a setting that is deprecated, under the engine", () => {
  let pve: Simulation;
  beforeAll(async () => {
    pve = await simulate();
  });
  afterAll(() => pve.close());

  it.each<readonly [string, ValueObject, Environment]>([
    ["otp in the provider block", { otp: "123456" }, {}],
    ["tmp_dir in the provider block", { tmp_dir: "/var/tmp" }, {}],
    ["PROXMOX_VE_TMPDIR in the environment", {}, { PROXMOX_VE_TMPDIR: "/var/tmp" }],
  ])("is taken, and the plan warns of it: %s", async (from, provider, environment) => {
    const executor = await startEngineExecutor("proxmox_pool", pve, {
      provider,
      environment: environment as Readonly<Record<string, string>>,
    });
    try {
      const plan = await executor.plan({ pool_id: "web" });
      expect(plan.action).toBe("create");
      expect(plan.diagnostics).toContainEqual(
        expect.objectContaining({ severity: "warning", summary: `${from} is deprecated` }),
      );
    } finally {
      await executor.close();
    }
  });
});
