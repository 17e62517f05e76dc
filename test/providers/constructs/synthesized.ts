import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { App, Testing, type TerraformStack } from "cdktf";

import { ProxmoxStack } from "../../../providers/proxmox/index.js";

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface Synthesized {
  readonly resource: Blocks;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly terraform: Readonly<Record<string, unknown>>;
}

/** A stack as Terraform is given it. */
export function synthesized(build: (stack: ProxmoxStack) => void): Synthesized {
  const stack = new ProxmoxStack(Testing.app(), "web");
  build(stack);
  return jsonOf(stack);
}

export function jsonOf(stack: TerraformStack): Synthesized {
  return JSON.parse(Testing.synth(stack, true)) as Synthesized;
}

/** All resources of a type, in the order of their names. */
export function all({ resource }: Synthesized, type: string): readonly Readonly<Record<string, unknown>>[] {
  return Object.entries(resource[type] ?? {})
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, attributes]) => attributes);
}

/** An app whose output goes where nobody looks. */
export function hiddenApp(): App {
  return new App({ outdir: mkdtempSync(join(tmpdir(), "pve-cdk-constructs-")) });
}

/** What a stack is refused for at synthesis; empty if it isn't. */
export function problems(build: (stack: ProxmoxStack) => void): string {
  const app = hiddenApp();
  build(new ProxmoxStack(app, "web"));
  try {
    app.synth();
    return "";
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
