import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openStack } from "../../../lib/engine/open-stack.js";
import { encodeObject } from "../../../lib/terraform/instance-codec.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { proxmox } from "../../../providers/proxmox/provider.js";
import type { Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { diagnosticsIn } from "../../contract/answer-diagnostics.js";
import { environmentOf } from "../../contract/executor.js";
import { PluginCalls } from "../../contract/plugin-calls.js";
import { configurationOf } from "../resources/stand.js";

const type = "proxmox_vm";

/** Who makes one VM, and can be stopped on the way. */
export interface Stoppable {
  /** Answers what failed. */
  apply(): Promise<string>;
  stop(): Promise<void>;
  /** What the state holds; nothing where it is not ours to keep. */
  state(): Promise<string>;
  close(): Promise<void>;
}

export async function throughEngine(pve: Simulation, code: ValueObject): Promise<Stoppable> {
  const folder = await mkdtemp(join(tmpdir(), "pve-cdk-stopped-"));
  const file = join(folder, "cdk.tf.json");
  const stack = {
    terraform: {
      backend: { local: { path: join(folder, "terraform.it.tfstate") } },
      required_providers: { proxmox: { source: "pve-cdk/proxmox", version: proxmox.version } },
    },
    resource: { [type]: { it: code } },
  };
  await writeFile(file, JSON.stringify(stack));
  let stopping = new AbortController();
  return {
    apply: async () => {
      stopping = new AbortController();
      const opened = await openStack({
        source: { name: "it", file, dependsOn: [] },
        provider: proxmox,
        environment: environmentOf(pve),
      });
      try {
        const { failed } = await opened.apply(await opened.plan(), { signal: stopping.signal });
        return JSON.stringify(failed);
      } finally {
        await opened.close();
      }
    },
    stop: async () => stopping.abort(),
    state: () => readFile(join(folder, "terraform.it.tfstate"), "utf8").catch(() => ""),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function throughPlugin(pve: Simulation, code: ValueObject): Promise<Stoppable> {
  const plugin = new PluginCalls(environmentOf(pve));
  await plugin.configure({});
  const { attributes } = (await proxmox.catalog[type]?.())!;
  const config = encodeObject(attributes, configurationOf({ attributes }, code));
  const nothing = encodeObject(attributes, undefined);
  return {
    apply: async () => {
      const planned = await plugin.call("PlanResourceChange", {
        type_name: type,
        prior_state: nothing,
        proposed_new_state: config,
        config,
        prior_private: new Uint8Array(),
      });
      const applied = await plugin.call("ApplyResourceChange", {
        type_name: type,
        prior_state: nothing,
        planned_state: planned["planned_state"],
        config,
        planned_private: planned["planned_private"],
      });
      return JSON.stringify(diagnosticsIn(applied));
    },
    stop: async () => void (await plugin.call("StopProvider", {})),
    state: async () => "",
    close: async () => undefined,
  };
}
