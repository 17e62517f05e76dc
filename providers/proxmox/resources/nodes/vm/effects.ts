import type { AttributeChange, EffectOf, Facts } from "../../../../../lib/schema/attribute.js";
import type { Effect } from "../../../../../lib/schema/effect.js";
import type { Value } from "../../../../../lib/value/value.js";

/*
 * What a change costs a running guest, by what Proxmox VE was measured to do (test/providers/resources/vm). A guest
 * that does not run, or that this same apply shuts down, takes every change at its next start: "live".
 */

/** A part of PVE's `hotplug` setting. */
export type HotplugFeature = "network" | "disk" | "usb" | "cpu" | "memory" | "cloudinit";

/** Waits in [PENDING] until the guest's process is started anew: a reboot, unless the author ruled it out. */
export const cold: EffectOf = (change, facts) => coldEffect(change, facts);

/** Plugged while the guest runs if its `hotplug` setting has the feature, else like `cold`. */
export function plugged(feature: HotplugFeature): EffectOf {
  return (change, facts) => pluggedEffect(feature, change, facts);
}

/** PVE calls it applied, yet the running QEMU keeps the old value; `otherwise` is what an unset value means. */
export function keptByProcess(otherwise: Value): EffectOf {
  return (change, facts) =>
    (change.before ?? otherwise) === (change.after ?? otherwise) ? "live" : coldEffect(change, facts);
}

/** Only the process's title: PVE shows the new name at once, and a restart for it would help nobody. */
export const titleOnly: EffectOf = (_change, facts) => (runs(facts) ? "pending" : "live");

/** Ballooning is live, but the device itself (zero: none) comes and goes only with a restart. */
export const balloonEffect: EffectOf = (change, facts) =>
  change.before === 0 || change.after === 0 ? coldEffect(change, facts) : "live";

/** More memory is plugged in as modules; a module in use can't be pulled. */
export const memoryEffect: EffectOf = (change, facts) => {
  const grows =
    typeof change.before === "number" && typeof change.after === "number" && change.after > change.before;
  return grows ? pluggedEffect("memory", change, facts) : coldEffect(change, facts);
};

/** The setting is taken up at once, except for what is prepared when the process starts. */
export const hotplugEffect: EffectOf = (change, facts) =>
  [change.before, change.after].some(
    (features) => Array.isArray(features) && (features.includes("cpu") || features.includes("memory")),
  )
    ? coldEffect(change, facts)
    : "live";

export function coldEffect({ object }: AttributeChange, facts: Facts): Effect {
  if (!runs(facts) || object.after["running"] === false) return "live";
  return object.after["reboot_after_update"] === false ? "pending" : "reboot";
}

export function pluggedEffect(feature: HotplugFeature, change: AttributeChange, facts: Facts): Effect {
  if (!runs(facts)) return "live";
  return hotplugFeatures(facts["hotplug"]).includes(feature) ? "hot-plug" : coldEffect(change, facts);
}

/** The features that a stored `hotplug` setting names; unset and `1` stand for PVE's default. */
export function hotplugFeatures(stored: Value | undefined): readonly string[] {
  if (typeof stored !== "string" || stored === "1") return ["network", "disk", "usb"];
  return stored === "0" ? [] : stored.split(/[\s,;]+/).filter((feature) => feature !== "");
}

/** A guest of which nothing is known is taken to run: what costs more must not come as a surprise. */
function runs(facts: Facts): boolean {
  return facts["running"] !== false;
}
