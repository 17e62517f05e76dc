import type { AttributeChange, EffectOf, Facts } from "../../../../../lib/schema/attribute.js";
import type { Effect } from "../../../../../lib/schema/effect.js";
import type { Value } from "../../../../../lib/value/value.js";

/*
 * What a change costs a running guest of whichever kind, by what Proxmox VE was measured to do
 * (test/providers/resources). A guest that does not run, or that this same apply shuts down, takes every change at its
 * next start: "live".
 */

/** Waits in [PENDING] until the guest is started anew: a reboot, unless the author ruled it out. */
export const cold: EffectOf = (change, facts) => coldEffect(change, facts);

/** PVE calls it applied, yet the running guest keeps the old value; `otherwise` is what an unset value means. */
export function keptUntilRestart(otherwise: Value): EffectOf {
  return (change, facts) =>
    (change.before ?? otherwise) === (change.after ?? otherwise) ? "live" : coldEffect(change, facts);
}

/** PVE shows it at once and the guest has it from its next start on; a restart for it alone would help nobody. */
export const atNextStart: EffectOf = (_change, facts) => (runs(facts) ? "pending" : "live");

export function coldEffect({ object }: AttributeChange, facts: Facts): Effect {
  if (!runs(facts) || object.after["running"] === false) return "live";
  return object.after["reboot_after_update"] === false ? "pending" : "reboot";
}

/** A guest of which nothing is known is taken to run: what costs more must not come as a surprise. */
export function runs(facts: Facts): boolean {
  return facts["running"] !== false;
}
