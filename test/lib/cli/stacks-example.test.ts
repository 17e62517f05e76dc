import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { App } from "cdktf";
import { expect, it } from "vitest";

import { build } from "../../../examples/stacks/build.js";
import { simulate } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { Workplace } from "./workplace.js";

const stacks = ["base", "test", "production"];

/** The example, synthesized in a folder; its states lie in another one. */
async function synthesized(states: string): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), "pve-cdk-stacks-"));
  const app = new App({ outdir });
  build(app);
  app.synth();
  for (const name of stacks) {
    const file = join(outdir, "stacks", name, "cdk.tf.json");
    const code = await readFile(file, "utf8");
    await writeFile(file, code.replaceAll(join(process.cwd(), "terraform."), join(states, "terraform.")));
  }
  return outdir;
}

it("the example of several stacks is planned, applied, planned again without a change and destroyed", async () => {
  await using pve = await simulate();
  await using place = await Workplace.open(environmentOf(pve));
  await cp(await synthesized(place.folder), place.path("synthesized"), { recursive: true });
  await place.write(
    "app.cjs",
    'require("node:fs").cpSync("synthesized", process.env.CDKTF_OUTDIR, { recursive: true });',
  );
  const before = await place.command("plan");
  expect(before.complaints).toBe("");
  expect(before.out.match(/1 to add|2 to add/g)).toHaveLength(stacks.length);
  const applied = await place.command("apply", "--yes");
  expect(applied.complaints).toBe("");
  expect(applied.code).toBe(0);
  const again = await place.command("plan", "--detailed-exitcode");
  expect(again.out.match(/no changes/g)).toHaveLength(stacks.length);
  expect(again.code).toBe(0);
  expect((await place.command("destroy", "--yes")).code).toBe(0);
  expect(await pve.get("/cluster/resources", { type: "vm" })).toEqual([]);
});
