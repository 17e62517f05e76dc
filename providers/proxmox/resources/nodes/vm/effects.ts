import type { AttributeChange, EffectOf, Facts } from "../../../../../lib/schema/attribute.js";
import type { Effect } from "../../../../../lib/schema/effect.js";
import type { Value } from "../../../../../lib/value/value.js";
import { coldEffect, runs } from "../guest/effects.js";

/** A part of PVE's `hotplug` setting. */
export type HotplugFeature = "network" | "disk" | "usb" | "cpu" | "memory" | "cloudinit";

/** Plugged while the guest runs if its `hotplug` setting has the feature, else like `cold`. */
export function plugged(feature: HotplugFeature): EffectOf {
  return (change, facts) => pluggedEffect(feature, change, facts);
}

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

export function pluggedEffect(feature: HotplugFeature, change: AttributeChange, facts: Facts): Effect {
  if (!runs(facts)) return "live";
  return hotplugFeatures(facts["hotplug"]).includes(feature) ? "hot-plug" : coldEffect(change, facts);
}

/** The features that a stored `hotplug` setting names; unset and `1` stand for PVE's default. */
export function hotplugFeatures(stored: Value | undefined): readonly string[] {
  if (typeof stored !== "string" || stored === "1") return ["network", "disk", "usb"];
  return stored === "0" ? [] : stored.split(/[\s,;]+/).filter((feature) => feature !== "");
}
