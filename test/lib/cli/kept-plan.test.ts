import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { linesOf } from "./stage.js";
import { Workplace } from "./workplace.js";

let pve: Simulation;

beforeAll(async () => void (pve = await simulate()));
afterAll(() => pve.close());

async function planned(): Promise<Workplace> {
  const place = await Workplace.open(environmentOf(pve));
  await place.code({ proxmox_user_token: { ci: { user_id: "root@pam", token_name: "ci" } } });
  expect((await place.command("plan", "--out", place.path("plan.json"))).code).toBe(0);
  return place;
}

describe("a plan kept in a file", () => {
  it("is shown as it was planned", async () => {
    await using place = await planned();
    const { code, out } = await place.command("show", "plan.json");
    expect(code).toBe(0);
    expect(out).toContain("web  1 to add");
    expect(linesOf(await place.command("show", "plan.json", "--json"), "planned")).toMatchObject([
      { stack: "web", plan: { stack: "web" } },
    ]);
    expect((await place.command("show", "nothing.json")).complaints).toContain("there is no plan file");
    expect((await place.command("show", "stack.json")).complaints).toContain("is no plan");
  });

  it("of another stack is refused, and nothing is planned or applied in its place", async () => {
    await using place = await planned();
    const plans = (await place.read("plan.json")).replaceAll('"stack":"web"', '"stack":"shop"');
    await place.write("other.json", plans);
    for (const words of [[], ["web"]]) {
      const { code, complaints } = await place.command("apply", ...words, "--plan", place.path("other.json"));
      expect(code).toBe(1);
      expect(complaints).toMatch(/"shop"|of the stack "web"/);
    }
    await expect(place.read("terraform.web.tfstate")).rejects.toThrow(/ENOENT/);
  });
});
