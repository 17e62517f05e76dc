import { mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import { loadApp } from "../../../lib/engine/load-app.js";
import { openStack } from "../../../lib/engine/open-stack.js";
import { toyProvider } from "./toy-provider.js";
import { ToyWorld } from "./toy-store.js";

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "engine-app-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  await symlink(join(import.meta.dirname, "../../../node_modules"), join(directory, "node_modules"));
  return directory;
}

const program = `
import { App, TerraformOutput, TerraformResource, TerraformStack, Annotations } from "cdktf";
class Thing extends TerraformResource {
  constructor(scope, id, config, meta = {}) {
    super(scope, id, { terraformResourceType: "toy_thing", terraformGeneratorMetadata: { providerName: "toy" }, ...meta });
    this.config = config;
  }
  synthesizeAttributes() { return this.config; }
}
const app = new App({ skipValidation: true });
const first = new TerraformStack(app, "first");
first.addOverride("terraform.required_providers", { toy: { source: "tests/toy" } });
const base = new Thing(first, "base", { name: "base", size: 2 });
new Thing(first, "top", { name: "top", comment: \`on \${base.getStringAttribute("id")}\` }, { lifecycle: { preventDestroy: true } });
new TerraformOutput(first, "id", { value: base.getStringAttribute("id"), staticId: true });
const second = new TerraformStack(app, "second");
second.addOverride("terraform.required_providers", { toy: { source: "tests/toy" } });
new Thing(second, "far", { name: "far", comment: base.getStringAttribute("id") });
Annotations.of(second).addWarning("mind the gap");
app.synth();
`;

const environment = { PATH: process.env["PATH"], HOME: process.env["HOME"] };

describe("loadApp", () => {
  it("runs the program, and its stacks apply in the order of their dependencies", async () => {
    const directory = await folder({
      "cdktf.json": '{"app":"node main.mjs","language":"typescript"}',
      "main.mjs": program,
    });
    const app = await loadApp({ directory, environment });
    expect(app.stacks.map(({ name }) => name)).toEqual(["first", "second"]);
    expect(app.diagnostics).toMatchObject([
      { severity: "warning", summary: "mind the gap", construct: "second" },
    ]);
    const world = new ToyWorld();
    for (const source of app.stacks) {
      const stack = await openStack({ source, provider: toyProvider(world), environment: {} });
      expect(stack.statePath).toBe(join(directory, `terraform.${source.name}.tfstate`));
      const plan = await stack.plan();
      expect(plan.steps[0]?.construct).toBe(source.name === "first" ? "first/base" : "second/far");
      expect(await stack.apply(plan)).toMatchObject({ outcome: "done" });
      await stack.close();
    }
    expect(world.things.get("far")).toMatchObject({ comment: "thing/base" });
    expect(await readFile(join(directory, "terraform.second.tfstate"), "utf8")).toContain("thing/base");
  });

  it("shows what a failing program printed", async () => {
    const directory = await folder({
      "cdktf.json": '{"app":"node main.mjs"}',
      "main.mjs": 'console.log("so far"); throw new Error("no such pool");',
    });
    const lines: string[] = [];
    await expect(
      loadApp({ directory, environment, onLine: (line) => void lines.push(line) }),
    ).rejects.toThrow(/the program failed: no such pool[\s\S]*so far/);
    expect(lines[0]).toBe("so far");
  });

  it("does not take an earlier run's output for this one's", async () => {
    const directory = await folder({
      "cdktf.json": '{"app":"node main.mjs"}',
      "main.mjs": "",
      "cdktf.out/manifest.json":
        '{"stacks":{"old":{"name":"old","synthesizedStackPath":"stacks/old/cdk.tf.json"}}}',
    });
    await expect(loadApp({ directory, environment })).rejects.toThrow(/synthesized nothing/);
  });

  it.each([
    ["no cdktf.json", {}, /no cdktf\.json/],
    ["a cdktf.json without a program", { "cdktf.json": "{}" }, /how to run/],
    ["rubbish in cdktf.json", { "cdktf.json": "rubbish" }, /no JSON object/],
  ])("says what is wrong with %s", async (_name, files, message) => {
    await expect(loadApp({ directory: await folder(files), environment })).rejects.toThrow(message);
  });

  it("refuses what constructs mark as an error, with their path", async () => {
    const manifest = {
      stacks: {
        a: {
          name: "a",
          synthesizedStackPath: "stacks/a/cdk.tf.json",
          annotations: [{ level: "@cdktf/error", message: "too big", constructPath: "a/vm" }],
        },
      },
    };
    const directory = await folder({ "cdktf.json": '{"app":"anything","output":"out"}' });
    const run = async () => {
      await mkdir(join(directory, "out"), { recursive: true });
      await writeFile(join(directory, "out/manifest.json"), JSON.stringify(manifest));
      return 0;
    };
    await expect(loadApp({ directory, environment, run })).rejects.toMatchObject({
      diagnostics: [{ summary: "too big", construct: "a/vm" }],
    });
  });
});
