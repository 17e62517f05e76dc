import { existsSync } from "node:fs";
import { join } from "node:path";

import { proxmox } from "../../providers/proxmox/provider.js";
import { version } from "../../providers/proxmox/version.js";
import type { Figure } from "./figure.js";
import { noOpPlanFigures } from "./no-op-plan.js";
import { quickstartPlanFigures } from "./quickstart-plan.js";
import { readFigures } from "./reads.js";
import { simulatorFigures } from "./simulator.js";
import { executablesIn, startFigures } from "./start.js";
import { snippetFigures } from "./snippets.js";
import { stepFigures } from "./steps.js";
import { uploadFigures } from "./upload.js";

const dist = join(import.meta.dirname, "../../dist");
if (!process.argv.includes("--upload") && !existsSync(join(dist, "plugin"))) {
  console.error("There is no build to measure. First: npm run build");
  process.exit(1);
}

/** `--upload 4` measures an upload of 4 GiB, and nothing else. */
const upload = process.argv.indexOf("--upload");

const figures: Figure[] = [];
const all = [
  () => startFigures(executablesIn(dist, version)),
  () => quickstartPlanFigures(executablesIn(dist, version).cli),
  () => simulatorFigures(executablesIn(dist, version).cli, join(dist, "simulator.mjs")),
  () => uploadFigures(),
  readFigures,
  snippetFigures,
  stepFigures,
  () => noOpPlanFigures({ folder: join(dist, "plugin"), source: proxmox.source, version }),
];
for (const measure of upload < 0 ? all : [() => uploadFigures(Number(process.argv[upload + 1]))])
  figures.push(...(await measure()));

if (process.argv.includes("--json")) console.log(JSON.stringify(figures, undefined, 2));
else
  for (const { name, against, value, bound, unit } of figures)
    console.log(
      `${value <= bound ? "ok  " : "MISS"}  ${name.padEnd(52)} ${value.toFixed(2).padStart(8)} ${unit.padEnd(9)} at most ${String(bound).padEnd(5)} (${against})`,
    );
process.exitCode = figures.every(({ value, bound }) => value <= bound) ? 0 : 1;
