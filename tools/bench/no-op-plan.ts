import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { hasChanges } from "../../lib/engine/plan.js";
import { openStack } from "../../lib/engine/open-stack.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { bareRequests } from "./bare-requests.js";
import { median, timed, type Figure } from "./figure.js";
import { copyPlugin } from "../../lib/vendor/copy-plugin.js";
import type { Plugin } from "../../lib/vendor/plugin.js";
import { simulatorProcess, type SimulatorProcess } from "./simulator-process.js";

const guests = 200;

/** A plan of 200 guests with two disks each that has nothing to do: requests, and time against the bare requests. */
export async function noOpPlanFigures(plugin: Plugin): Promise<readonly Figure[]> {
  const pve = await simulatorProcess();
  const folder = await mkdtemp(join(tmpdir(), "pve-cdk-bench-"));
  const { environment } = pve;
  const mirror = join(folder, "mirror");
  try {
    copyPlugin(plugin, mirror);
    await writeFile(join(folder, "cdk.tf.json"), JSON.stringify(stackOf(folder)));
    const engine = async (work: "plan" | "apply") => {
      const stack = await openStack({
        source: { name: "many", file: join(folder, "cdk.tf.json"), dependsOn: [] },
        provider: proxmox,
        environment,
      });
      try {
        const plan = await stack.plan();
        if (work === "apply") await stack.apply(plan);
        else if (hasChanges(plan)) throw new Error("the plan is not empty");
      } finally {
        await stack.close();
      }
    };
    await engine("apply");
    const paths = await asked(pve, () => engine("plan"));
    const times = { engine: [] as number[], bare: [] as number[] };
    for (let round = 0; round < 7; round++) {
      times.engine.push(await timed(() => engine("plan")));
      times.bare.push(await timed(() => bareRequests(environment, paths)));
    }
    const byTerraform = await asked(pve, () => terraformPlan(folder, { mirror, environment }));
    const [plan, bare] = [median(times.engine), median(times.bare)];
    return [
      {
        name: `requests of a no-op plan of ${guests} VMs, engine`,
        against: "counted by the simulator",
        value: paths.length,
        bound: 210,
        unit: "requests",
      },
      {
        name: `requests of a no-op plan of ${guests} VMs, terraform`,
        against: "counted by the simulator",
        value: byTerraform.length,
        bound: 210,
        unit: "requests",
      },
      {
        name: "time of that plan, engine",
        against: `${Math.round(plan)} ms / ${Math.round(bare)} ms of the bare requests`,
        value: plan / bare,
        bound: 1.5,
        unit: "x",
      },
    ];
  } finally {
    pve.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a piece of work asks of the simulator. */
async function asked(pve: SimulatorProcess, work: () => Promise<unknown>): Promise<readonly string[]> {
  await pve.paths();
  await work();
  return pve.paths();
}

function stackOf(folder: string) {
  const vm = Object.fromEntries(
    Array.from({ length: guests }, (_, index) => [
      `vm${index}`,
      {
        node: "pve1",
        vmid: 1000 + index,
        name: `vm${index}`,
        cores: 2,
        memory: 1024,
        disks: { scsi0: { storage: "local", size: "1G" }, scsi1: { storage: "local", size: "2G" } },
        network: { net0: { bridge: "vmbr0" } },
      },
    ]),
  );
  return {
    terraform: {
      backend: { local: { path: join(folder, "terraform.many.tfstate") } },
      required_providers: { proxmox: { source: proxmox.source, version: proxmox.version } },
    },
    provider: { proxmox: [{}] },
    resource: { proxmox_vm: vm },
  };
}

async function terraformPlan(
  folder: string,
  {
    mirror,
    environment,
  }: { readonly mirror: string; readonly environment: Readonly<Record<string, string>> },
): Promise<void> {
  const configuration = join(folder, "terraform.rc");
  await writeFile(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    TF_CLI_CONFIG_FILE: configuration,
    CHECKPOINT_DISABLE: "1",
    ...environment,
  };
  const run = (...words: readonly string[]) =>
    promisify(execFile)("terraform", [...words], { cwd: folder, env, maxBuffer: 1 << 26 });
  await run("init", "-no-color");
  await run("plan", "-detailed-exitcode", "-no-color");
}
