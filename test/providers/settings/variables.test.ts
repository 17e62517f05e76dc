import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { Workplace } from "../../lib/cli/workplace.js";
import { noteSecret } from "../../secrets/notes.js";

describe("a setting that is a variable, as the guide has it", () => {
  let pve: Simulation;
  beforeAll(async () => {
    pve = await simulate();
    noteSecret(pve.token.replace(/^.*=/, ""));
  });
  afterAll(() => pve.close());

  const code = (place: Workplace) =>
    place.code(
      { proxmox_pool: { web: { pool_id: "web" } } },
      {
        variable: {
          virtual_environment_endpoint: { type: "string" },
          virtual_environment_api_token: { type: "string", sensitive: true },
        },
        provider: {
          proxmox: [
            {
              endpoint: "${var.virtual_environment_endpoint}",
              api_token: "${var.virtual_environment_api_token}",
              fingerprint: pve.fingerprint,
            },
          ],
        },
      },
    );
  const values = () => ({
    virtual_environment_endpoint: pve.endpoint,
    virtual_environment_api_token: pve.token,
  });

  it("is taken from TF_VAR_ in the environment", async () => {
    const inEnvironment = Object.entries(values()).map(([name, value]) => [`TF_VAR_${name}`, value]);
    await using place = await Workplace.open(Object.fromEntries(inEnvironment) as Record<string, string>);
    await code(place);
    expect(await place.command("plan")).toMatchObject({ code: 0, complaints: "" });
  });
});
