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

  it("is refused when it is cut off, of another version, or of code or a state that moved on", async () => {
    await using place = await planned();
    const kept = await place.read("plan.json");
    const apply = async (text: string) => {
      await place.write("plan.json", text);
      const { code, complaints } = await place.command("apply", "--plan", "plan.json", "--yes");
      expect(complaints.match(/^Error:/gm) ?? []).toHaveLength(code);
      return complaints;
    };
    expect(await apply(kept.slice(0, 200))).toMatch(
      /plan\.json is no plan\n {2}It holds no JSON\. Make one with plan --out\./,
    );
    expect(await apply(kept.replace('"format":1', '"format":2'))).toMatch(
      /plan\.json was made by another version\n {2}Plan again with this one\./,
    );
    await place.code({ proxmox_user_token: { ci: { user_id: "root@pam", token_name: "other" } } });
    expect(await apply(kept)).toMatch(/the code has changed since the plan was made\n.*Plan again\./);
    await place.code({ proxmox_user_token: { ci: { user_id: "root@pam", token_name: "ci" } } });
    await expect(place.read("terraform.web.tfstate")).rejects.toThrow(/ENOENT/);
    expect(await apply(kept)).toBe("");
    const state = await place.read("terraform.web.tfstate");
    expect(await apply(kept)).toMatch(/the state has changed since the plan was made\n.*Plan again\./);
    expect(await place.read("terraform.web.tfstate")).toBe(state);
  });

  it("that stands where a stack is meant is told how it is applied and shown", async () => {
    await using place = await planned();
    for (const words of [
      ["apply", "plan.json"],
      ["apply", "plans/of-today.plan"],
      ["plan", "plan.json"],
    ]) {
      const [, file = ""] = words;
      const { code, complaints } = await place.command(...words);
      expect({ code, complaints }).toEqual({
        code: 1,
        complaints:
          `Error: the app has no stack "${file}"\n` +
          `  A plan that was kept in it: "pve-cdk apply --plan ${file}" applies it, "pve-cdk show ${file}" shows it.\n` +
          "  The app has: web.\n\n",
      });
    }
    for (const name of ["wep", "web/ci", "cdktf.out"])
      expect((await place.command("apply", name)).complaints).not.toContain("--plan");
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
