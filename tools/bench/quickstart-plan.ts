import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

import { serveImages } from "../serve-images.js";
import { bareRequests } from "./bare-requests.js";
import { median, timed, type Figure } from "./figure.js";
import { simulatorProcess } from "./simulator-process.js";

const root = join(import.meta.dirname, "../..");
const rounds = 7;
const app = "npx tsx main.ts";

/** What a plan of the quickstart takes beside the synthesis that it can't do without and the requests that it makes. */
export async function quickstartPlanFigures(cli: string): Promise<readonly Figure[]> {
  const pve = await simulatorProcess();
  const images = await serveImages(join(root, "examples/quickstart/images"));
  // In the checkout, so that the program finds its packages; the built one is its own.
  await mkdir(join(root, ".tmp"), { recursive: true });
  const folder = await mkdtemp(join(root, ".tmp/bench-"));
  try {
    await copyFile(join(root, "examples/quickstart/main.ts"), join(folder, "main.ts"));
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { module: "nodenext" } }),
    );
    await writeFile(join(folder, "cdktf.json"), JSON.stringify({ language: "typescript", app }));
    const env = {
      ...process.env,
      ...pve.environment,
      QUICKSTART_IMAGE_URL: `http://127.0.0.1:${(images.address() as AddressInfo).port}/debian-13.qcow2`,
      CDKTF_OUTDIR: join(folder, "cdktf.out"),
    };
    const run = promisify(execFile);
    const plan = () => run(process.execPath, [cli, "plan"], { cwd: folder, env });
    const synthesis = () => run("sh", ["-c", app], { cwd: folder, env });
    await plan();
    await pve.paths();
    await plan();
    const paths = await pve.paths();
    const times = { plan: [] as number[], synthesis: [] as number[], requests: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.plan.push(await timed(plan));
      times.synthesis.push(await timed(synthesis));
      times.requests.push(await timed(() => bareRequests(pve.environment, paths)));
    }
    const [whole, synthesized, asked] = [median(times.plan), median(times.synthesis), median(times.requests)];
    return [
      {
        name: "pve-cdk plan of the quickstart",
        against: `${Math.round(whole)} ms / ${Math.round(synthesized)} ms of its synthesis and ${Math.round(asked)} ms of its ${paths.length} requests`,
        value: whole / (synthesized + asked),
        bound: 1.3,
        unit: "x",
      },
    ];
  } finally {
    images.close();
    pve.close();
    await rm(folder, { recursive: true, force: true });
  }
}
