import { refuse } from "../diagnostic/refusal.js";
import { isObject, type Value } from "../value/value.js";
import type { Plan } from "./plan.js";

/** A plan as a file holds it. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(plan)}\n`;
}

/** Reads what `planText` writes. Throws a refusal for anything else; whether it still holds is told by its apply. */
export function parsePlan(text: string, path: string): Plan {
  let json: Value;
  try {
    json = JSON.parse(text) as Value;
  } catch {
    return refuse(`${path} is no plan`, { detail: "It holds no JSON." });
  }
  if (!isObject(json) || !Array.isArray(json["steps"]) || typeof json["stack"] !== "string")
    return refuse(`${path} is no plan`, { detail: "Make one with plan --out." });
  if (json["format"] !== 1)
    return refuse(`${path} was made by another version`, { detail: "Plan again with this one." });
  return json as unknown as Plan;
}
