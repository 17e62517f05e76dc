import type { EffectOf } from "../../../../../lib/schema/attribute.js";
import { isObject } from "../../../../../lib/value/value.js";
import { coldEffect, runs } from "../guest/effects.js";
import { isUnused, storageOf } from "../guest/volume.js";

/** Comes, goes or is exchanged while the container runs; PVE needs no setting for that. */
export const plugged: EffectOf = (_change, facts) => (runs(facts) ? "hot-plug" : "live");

/** Comes while the container runs; what is there stays as it is, and stays there, until the next start. */
export const pluggedOnce: EffectOf = (change, facts) =>
  change.before === null ? plugged(change, facts) : coldEffect(change, facts);

/** The same for a mount point. A volume that is mounted leaves its slot only while the container is down. */
export const mounted: EffectOf = (change, facts) => {
  const from = isObject(change.after) ? change.after["moved_from"] : null;
  return typeof from === "string" && !isUnused(from) ? coldEffect(change, facts) : pluggedOnce(change, facts);
};

/** A volume moves to another storage only while the container is down. */
export const moved: EffectOf = (change, facts) => {
  const { before, after, slot = "rootfs" } = change;
  const volumes = isObject(facts["volumes"]) ? facts["volumes"] : {};
  const volume = isObject(volumes[slot]) ? volumes[slot]["volume"] : null;
  const now = before ?? (typeof volume === "string" ? storageOf(volume) : null);
  return after === null || after === now ? "live" : coldEffect(change, facts);
};
