import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Tasks } from "../../schema/provider.js";
import { decide } from "../decide.js";
import { needsOf } from "./needs-of.js";
import type { Step, Surroundings } from "./step.js";

/** What a step needs and the world doesn't have, told before anything is written. Warnings were the plan's to tell. */
export async function unmetNeeds<C extends Tasks>(
  { resource, prior, planned }: Step<C>,
  { connection, check }: Surroundings<C>,
): Promise<readonly Diagnostic[]> {
  if (check === undefined) return [];
  const decision = decide(resource, { prior, planned });
  const { needs } = await needsOf(resource, connection, { decision, prior, planned });
  try {
    return (await check(needs)).diagnostics.filter(({ severity }) => severity === "error");
  } catch (thrown) {
    return diagnosticsOf(thrown);
  }
}
