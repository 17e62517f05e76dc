import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { Agent, request } from "undici";

import { hasChanges } from "../../lib/engine/plan.js";
import { openStack } from "../../lib/engine/open-stack.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { median, timed, type Figure } from "./figure.js";

const guests = 200;

/** A plan of 200 guests with two disks each that has nothing to do: requests, and time against the bare requests. */
export async function noOpPlanFigures(mirror: string): Promise<readonly Figure[]> {
  const pve = await simulate();
  const folder = await mkdtemp(join(tmpdir(), "pve-cdk-bench-"));
  const environment = {
    PROXMOX_VE_ENDPOINT: pve.endpoint,
    PROXMOX_VE_FINGERPRINT: pve.fingerprint,
    PROXMOX_VE_API_TOKEN: pve.token,
  };
  try {
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
    const byEngine = await counted(pve, () => engine("plan"));
    const paths = pve.requests.slice(-byEngine).map(({ path }) => path);
    const times = { engine: [] as number[], bare: [] as number[] };
    for (let round = 0; round < 7; round++) {
      times.engine.push(await timed(() => engine("plan")));
      times.bare.push(await timed(() => bareLoop(pve, paths)));
    }
    const byTerraform = await counted(pve, () => terraformPlan(folder, { mirror, environment }));
    const [plan, bare] = [median(times.engine), median(times.bare)];
    return [
      {
        name: `requests of a no-op plan of ${guests} VMs, engine`,
        against: "counted by the simulator",
        value: byEngine,
        bound: 210,
        unit: "requests",
      },
      {
        name: `requests of a no-op plan of ${guests} VMs, terraform`,
        against: "counted by the simulator",
        value: byTerraform,
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
    await pve.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function counted(pve: Simulation, work: () => Promise<unknown>): Promise<number> {
  const before = pve.requests.length;
  await work();
  return pve.requests.length - before;
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

/** The same requests by ten at a time, and nothing done with the answers but to read them. */
async function bareLoop(pve: Simulation, paths: readonly string[]): Promise<void> {
  const agent = new Agent({ connections: 10, connect: { rejectUnauthorized: false } });
  const left = [...paths];
  const headers = { authorization: `PVEAPIToken=${pve.token}` };
  const worker = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const { body } = await request(`${pve.endpoint}/api2/json${path}`, { dispatcher: agent, headers });
      JSON.parse(await body.text());
    }
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  await agent.close();
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
