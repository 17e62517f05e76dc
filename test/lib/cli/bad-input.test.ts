import { describe, expect, it } from "vitest";

import { simulate } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { Workplace } from "./workplace.js";

// Nothing listens there: all of this is told before anybody is asked.
const nowhere = { PROXMOX_VE_ENDPOINT: "https://127.0.0.1:1", PROXMOX_VE_API_TOKEN: "root@pam!x=y" };
const token = { proxmox_user_token: { ci: { user_id: "root@pam", token_name: "ci" } } };

/** What `plan` complains about; that it fails is part of the promise. */
async function complaint(place: Workplace): Promise<string> {
  const { code, complaints } = await place.command("plan");
  expect(code).toBe(1);
  expect(complaints.match(/^Error:/gm)).toHaveLength(1);
  return complaints;
}

describe("bad input is told in one message", () => {
  it("where there is no cdktf.json, or one that says nothing", async () => {
    await using place = await Workplace.open(nowhere);
    for (const [text, told] of [
      ["{", "cdktf.json holds no JSON object"],
      ["{}", "does not say how to run the program"],
    ] as const) {
      await place.write("cdktf.json", text);
      expect(await complaint(place)).toContain(told);
    }
    await using empty = await Workplace.open(nowhere);
    await empty.remove("cdktf.json");
    expect(await complaint(empty)).toMatch(/there is no cdktf\.json in .*\n[\s\S]*"app": "npx tsx main\.ts"/);
  });

  it("where the app fails, synthesizes nothing, or leaves rubbish", async () => {
    await using place = await Workplace.open(nowhere);
    const manifest = `require("node:fs").writeFileSync(process.env.CDKTF_OUTDIR + "/manifest.json"`;
    for (const [app, told] of [
      [`console.error("no such thing"); process.exit(3)`, /exit code 3[\s\S]*no such thing/],
      [`console.log("\u001b[1mhello")`, /synthesized nothing[\s\S]*app\.synth\(\)/],
      [`${manifest}, "<html>")`, /manifest\.json holds no JSON object/],
    ] as const) {
      await place.write("app.cjs", app);
      expect(await complaint(place)).toMatch(told);
    }
  });

  it("where a stack has other providers or another backend", async () => {
    await using place = await Workplace.open(nowhere);
    await place.code({ random_pet: { name: {} } });
    expect(await complaint(place)).toMatch(/"random_pet" belongs to the provider .*hashicorp\/random/);
    await place.code(token, { terraform: { backend: { s3: { bucket: "states" } } } });
    expect(await complaint(place)).toMatch(/stack "web" .* backend "s3"[\s\S]*cdktf deploy/);
    await place.write("stack.json", "rubbish");
    expect(await complaint(place)).toMatch(/web\/cdk\.tf\.json holds no JSON object/);
  });

  it("where the state is broken or from a newer version, which it stays", async () => {
    await using place = await Workplace.open(nowhere);
    await place.code(token);
    for (const [state, told] of [
      [`{"version":5,"serial":9}`, "state format 5, only 4 is understood\n  Something newer wrote it."],
      [`{"version":4,`, "is no state file"],
    ] as const) {
      await place.write("terraform.web.tfstate", state);
      expect(await complaint(place)).toContain(told);
      expect((await place.command("apply", "--yes")).code).toBe(1);
      expect(await place.read("terraform.web.tfstate")).toBe(state);
    }
  });

  it("where a newer version of this program wrote an object, whose state it stays", async () => {
    await using place = await Workplace.open(nowhere);
    await place.code(token);
    const state = JSON.stringify({
      version: 4,
      terraform_version: "1.11.4",
      serial: 3,
      lineage: "a-lineage",
      outputs: {},
      resources: [
        {
          mode: "managed",
          type: "proxmox_user_token",
          name: "ci",
          provider: 'provider["registry.terraform.io/pve-cdk/proxmox"]',
          instances: [{ schema_version: 9, attributes: { id: "root@pam!ci", from_the_future: 1 } }],
        },
      ],
    });
    await place.write("terraform.web.tfstate", state);
    expect((await place.command("plan")).out).not.toContain("no changes");
    expect(await complaint(place)).toMatch(
      /proxmox_user_token\.ci was written by a newer version of the provider[\s\S]*Use that version/,
    );
    for (const words of [
      ["apply", "--yes"],
      ["destroy", "--yes"],
    ]) {
      expect((await place.command(...words)).code).toBe(1);
      expect(await place.read("terraform.web.tfstate")).toBe(state);
    }
  });

  it("but not where a newer Terraform wrote the same format, as Terraform itself takes it", async () => {
    await using pve = await simulate();
    await using place = await Workplace.open(environmentOf(pve));
    await place.code(token);
    expect((await place.command("apply", "--yes")).code).toBe(0);
    const state = (await place.read("terraform.web.tfstate")).replace(
      /"terraform_version": ?"[^"]*"/,
      '"terraform_version": "9.9.9"',
    );
    expect(state).toContain("9.9.9");
    await place.write("terraform.web.tfstate", state);
    expect((await place.command("plan", "--detailed-exitcode")).code).toBe(0);
    await place.code({ proxmox_user_token: { ci: { ...token.proxmox_user_token.ci, comment: "new" } } });
    expect((await place.command("apply", "--yes")).code).toBe(0);
    expect(await place.read("terraform.web.tfstate")).toContain("9.9.9");
  });
});
