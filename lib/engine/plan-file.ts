import { refuse } from "../diagnostic/refusal.js";
import { isList, isObject, type Value } from "../value/value.js";
import type { Plan } from "./plan.js";

/** Plans as a file holds them: one for each stack that was planned. */
export function plansText(plans: readonly Plan[]): string {
  return `${JSON.stringify(plans)}\n`;
}

/** Reads what `plansText` writes. Throws a refusal for anything else; whether it still holds is told by its apply. */
export function parsePlans(text: string, path: string): readonly Plan[] {
  let json: Value;
  try {
    json = JSON.parse(text) as Value;
  } catch {
    return refuse(`${path} is no plan`, { detail: "It holds no JSON. Make one with plan --out." });
  }
  const plans = isList(json) ? json : [];
  if (plans.length === 0 || !plans.every(isPlan))
    return refuse(`${path} is no plan`, { detail: "Make one with plan --out." });
  if (plans.some((plan) => isObject(plan) && (plan["format"] !== 1 || !isList(plan["awaits"]))))
    return refuse(`${path} was made by another version`, { detail: "Plan again with this one." });
  return plans as unknown as readonly Plan[];
}

function isPlan(json: Value): boolean {
  return isObject(json) && Array.isArray(json["steps"]) && typeof json["stack"] === "string";
}
