import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { diagnosticsOf } from "../../lib/diagnostic/refusal.js";
import { openStack } from "../../lib/engine/open-stack.js";
import type { ValueObject } from "../../lib/value/value.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import type { StartAsker } from "./asker.js";
import { environmentOf } from "./executor.js";

/** Lets the embedded engine ask, and takes the answer from the state that it writes. */
export const startEngineAsker: StartAsker = async (typeName, pve) => {
  const folder = await mkdtemp(join(tmpdir(), "pve-cdk-asker-"));
  const file = join(folder, "cdk.tf.json");
  const statePath = join(folder, "terraform.it.tfstate");
  return {
    ask: async (code) => {
      await rm(statePath, { force: true });
      await writeFile(file, JSON.stringify(stackOf(statePath, typeName, code)));
      const stack = await openStack({
        source: { name: "it", file, dependsOn: [] },
        provider: proxmox,
        environment: environmentOf(pve),
      });
      try {
        const { diagnostics } = await stack.refresh();
        return { values: await answerIn(statePath), diagnostics };
      } catch (thrown) {
        return { values: undefined, diagnostics: diagnosticsOf(thrown) };
      } finally {
        await stack.close();
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
};

function stackOf(statePath: string, typeName: string, code: ValueObject): object {
  return {
    terraform: {
      backend: { local: { path: statePath } },
      required_providers: { proxmox: { source: "pve-cdk/proxmox", version: proxmox.version } },
    },
    provider: { proxmox: [{}] },
    data: { [typeName]: { it: code } },
  };
}

async function answerIn(statePath: string): Promise<ValueObject | undefined> {
  const text = await readFile(statePath, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { resources } = JSON.parse(text) as {
    readonly resources: readonly { readonly instances: readonly { readonly attributes: ValueObject }[] }[];
  };
  return resources[0]?.instances[0]?.attributes;
}
