import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { emptyFolder, type Folder } from "./folder.js";
import { walkPipelines } from "./pipelines.js";
import { packageFor, programOf, template } from "./project.js";
import { startSimulator } from "./simulator.js";
import { overSsh } from "./over-ssh.js";
import {
  frameworks,
  hasCommandLine,
  terraformCommands,
  type Framework,
  type TerraformCommands,
} from "./terraform-commands.js";

/**
 * The path of somebody new: an empty folder, the packed package, the engine, the example's pipelines, then Terraform by cdktf, then its fork.
 * Nothing but npm may leave the machine: every other way out leads to a port where nobody listens.
 */
const root = join(import.meta.dirname, "../..");
const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};
const exact = (name: string) => `${name}@${devDependencies[name] ?? "latest"}`;
const offline = {
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  CHECKPOINT_DISABLE: "1",
  DISABLE_VERSION_CHECK: "1",
  TF_INPUT: "0",
  TF_CLI_CONFIG_FILE: "/dev/null",
  CI: "1",
};

const packed = await emptyFolder();
try {
  await packed.run(`npm pack --silent --ignore-scripts --pack-destination . ${root}`);
  const tarball = join(packed.path, "pve-cdk-0.1.0.tgz");
  await begin(tarball);
  const names = [tarball, ...["cdktf", "constructs", "tsx"].map(exact)].join(" ");
  await walkPipelines({ names, offline });
  for (const framework of frameworks) await walk(framework, tarball);
} finally {
  await packed.remove();
}
console.log("The newcomer arrived.");

/** What `init` makes plans, applies and has nothing to do after; what `install` lays terraform finds. */
async function begin(tarball: string): Promise<void> {
  const folder = await emptyFolder();
  try {
    await folder.run(`npm install --no-audit --no-fund --silent ${tarball}`);
    await folder.run("npx pve-cdk init");
    const packages = ["cdktf", "constructs", "typescript", "tsx"].map(exact);
    await folder.run(`npm install --no-audit --no-fund --silent ${packages.join(" ")} @types/node@20`);
    await folder.run("npx tsc --noEmit");
    const simulator = await startSimulator(folder);
    const run = (command: string) => folder.run(command, { ...offline, ...simulator.environment });
    try {
      await run("npx pve-cdk plan");
      await run("npx pve-cdk apply --yes");
      assert.match(await run("npx pve-cdk plan --detailed-exitcode"), /no changes/);
      await folder.write(
        "hcl.tf",
        'terraform {\n  required_providers {\n    proxmox = { source = "pve-cdk/proxmox" }\n  }\n}\n\ndata "proxmox_version" "this" {}\n',
      );
      await run("npx pve-cdk install --to terraform.d/plugins");
      await run("terraform init");
      assert.match(await run("terraform plan"), /No changes/);
      // Both frameworks beside each other.
      await folder.run(`npm install --no-audit --no-fund --silent ${exact("cdktn")}`);
      await folder.run("npx tsc --noEmit");
      await run('node -e \'require("pve-cdk"); require("pve-cdk/cdktn")\'');
      assert.match(await run("npx pve-cdk plan --detailed-exitcode"), /no changes/);
      await overSsh(folder, simulator, (command, more) =>
        folder.run(command, { ...offline, ...simulator.environment, ...more }),
      );
    } finally {
      await simulator.stop();
    }
  } finally {
    await folder.remove();
  }
}

async function walk(framework: Framework, tarball: string): Promise<void> {
  const folder = await emptyFolder();
  try {
    await folder.write("package.json", { name: "newcomer", private: true });
    const packages = [tarball, ...[framework, "constructs", "typescript"].map(exact)];
    const version = devDependencies[framework] ?? "latest";
    if (hasCommandLine(framework)) packages.push(`${framework}-cli@${version}`);
    await folder.run(
      `npm install --no-audit --no-fund --silent ${packages.join(" ")} ts-node@10 @types/node@20`,
    );
    await folder.write("cdktf.json", template.settings);
    await folder.write("tsconfig.json", template.compiler);
    await folder.write("main.ts", programOf(framework));
    await folder.run("npx tsc --noEmit");
    const name = packageFor(framework);
    await folder.run(
      `node -e 'const a = require("${name}"); import("${name}").then((b) => process.exit(a.VirtualMachine === b.VirtualMachine ? 0 : 1))'`,
    );
    await bothExecutors(folder, terraformCommands(framework));
  } finally {
    await folder.remove();
  }
}

async function bothExecutors(folder: Folder, terraform: TerraformCommands): Promise<void> {
  const simulator = await startSimulator(folder);
  const run = (command: string) => folder.run(command, { ...offline, ...simulator.environment });
  try {
    assert.match(await run("npx pve-cdk plan network"), /pool pool/);
    await run("npx pve-cdk apply --yes");
    assert.match(await run("npx pve-cdk plan --detailed-exitcode"), /no changes/);
    await run(terraform.synth);
    // The same state, so there is nothing to do for Terraform either.
    assert.equal((await run(terraform.deploy)).match(/0 added, 0 changed, 0 destroyed/g)?.length, 2);
    await run("npx pve-cdk destroy --yes");
    assert.match(await run(terraform.deploy), /1 added, 0 changed, 0 destroyed/);
    assert.equal((await run(terraform.deploy)).match(/0 added, 0 changed, 0 destroyed/g)?.length, 2);
    assert.match(await run(terraform.diff), /No changes/);
    assert.match(await run("npx pve-cdk plan --detailed-exitcode"), /no changes/);
    assert.match(await run(terraform.destroy), /1 destroyed/);
  } finally {
    await simulator.stop();
  }
}
