import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Manifest, TerraformStack, type App } from "cdktf";

import { readManifest, type App as Synthesized } from "../../../lib/engine/read-manifest.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { redirected } from "./redirected.js";

export interface Place {
  /** Where code and states are kept. */
  readonly folder: string;
  /** The settings of the provider, in place of those in the code. */
  readonly provider: ValueObject;
}

/** Synthesizes an app as `app.synth()` does, but into a folder of the test, with all its stacks led there. */
export async function synthesize(app: App, { folder, provider }: Place): Promise<Synthesized> {
  const output = join(folder, "code");
  await mkdir(output, { recursive: true });
  const synthesized = readManifest(synthesizeInto(app, output), output);
  const codes = await Promise.all(
    synthesized.stacks.map(async ({ name, file }): Promise<[string, ValueObject]> => [
      name,
      JSON.parse(await readFile(file, "utf8")) as ValueObject,
    ]),
  );
  const led = redirected(new Map(codes), {
    statePath: (stack) => join(folder, `terraform.${stack}.tfstate`),
    provider,
  });
  await Promise.all(
    synthesized.stacks.map(({ name, file }) => writeFile(file, JSON.stringify(led.get(name)))),
  );
  return synthesized;
}

/** What an app does by itself, but for the folder. */
function synthesizeInto(app: App, output: string): ValueObject {
  const manifest = new Manifest(app.manifest.version, output, false);
  const stacks = app.node.findAll().filter((each) => TerraformStack.isStack(each));
  for (const stack of stacks) stack.prepareStack();
  for (const stack of stacks)
    stack.synthesizer.synthesize({ outdir: output, skipValidation: false, manifest });
  return JSON.parse(JSON.stringify(manifest.buildManifest())) as ValueObject;
}
