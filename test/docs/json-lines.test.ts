import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/index.js";
import { blocks } from "../../tools/blocks.js";
import { environmentOf } from "../contract/executor.js";
import { describeWith } from "../simulator/clients/program.js";
import { projectFolder, type ProjectFolder } from "./project-folder.js";

const page = readFileSync(join(import.meta.dirname, "../../docs/json-output.md"), "utf8");
const lines = blocks(page, "shell").flatMap((block) => block.trim().split("\n"));
const lineOf = (command: string) =>
  lines.find((line) => line.includes(`pve-cdk ${command} --json | jq`)) ?? "false";

const app = (cores: string) => `import { App, TerraformOutput } from "cdktf";
import { ProxmoxStack, VirtualMachine } from "pve-cdk";

const app = new App();
const stack = new ProxmoxStack(app, "web");
const machine = new VirtualMachine(stack, "web-1", { node: "pve1", cores: ${cores} });
new TerraformOutput(stack, "vmid", { value: machine.vmid });
new TerraformOutput(stack, "cores", { value: 2 });
app.synth();
`;

describeWith("the lines of docs/json-output.md, with the real jq", ["jq", "--version"], () => {
  let pve: Simulation;
  let folder: ProjectFolder;

  beforeAll(async () => {
    pve = await simulate();
    folder = await projectFolder(environmentOf(pve));
    await writeFile(
      join(folder.path, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: "npx tsx main.mts" }),
    );
    await writeFile(join(folder.path, "main.mts"), app("2"));
  }, 60_000);
  afterAll(async () => {
    await folder.remove();
    await pve.close();
  });

  it("tell what a plan does, and what the outputs are", { timeout: 120_000 }, async () => {
    expect(await folder.run(lineOf("plan"))).toMatchObject({ code: 0, out: "create web/web-1\n" });
    expect(await folder.run("npx pve-cdk apply --yes")).toMatchObject({ code: 0 });
    expect(await folder.run(lineOf("plan"))).toMatchObject({ code: 0, out: "" });
    const outputs = await folder.run(lineOf("output"));
    expect(JSON.parse(outputs.out)).toEqual({ vmid: 100, cores: 2 });
  });

  it("tell what is wrong", { timeout: 60_000 }, async () => {
    await writeFile(join(folder.path, "main.mts"), app("0"));
    const { code, out } = await folder.run(lineOf("validate"));
    expect(code).toBe(1);
    expect(out).toMatch(/cores/);
  });
});
