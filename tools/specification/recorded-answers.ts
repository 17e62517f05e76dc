import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Answered } from "./method-types.js";

const folder = join(import.meta.dirname, "../../test/simulator/recordings");

/** What a real Proxmox VE answered to the requests that are recorded for tests. */
export function recordedAnswers(): readonly Answered[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line) as Partial<Answered> & { readonly status?: number })
    .filter((exchange): exchange is Answered & { readonly status?: number } => exchange.verb !== undefined)
    .filter(({ status = 200, ...exchange }) => status === 200 && "data" in exchange);
}
