import { readFile } from "node:fs/promises";

import { refuse } from "../../diagnostic/refusal.js";
import type { Plan } from "../../engine/plan.js";
import { parsePlans } from "../../engine/plan-file.js";

/** The plans that `plan --out` kept in a file. Throws a refusal where there is none, or something else. */
export async function readPlans(file: string): Promise<readonly Plan[]> {
  const text = await readFile(file, "utf8").catch(() => refuse(`there is no plan file ${file}`));
  return parsePlans(text, file);
}
