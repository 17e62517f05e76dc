import type { Configuration, Guest } from "../guest.js";
import { unusedFor } from "../unused-slot.js";
import { snapshotOf } from "./snapshot-of.js";

/** How the volumes of a kind of guests are found. */
export interface Volumes {
  /** All that a configuration names. */
  readonly named: (config: Configuration) => readonly string[];
  /** Those that it can be started with. */
  readonly used: (config: Configuration) => readonly string[];
}

/** Forgets a snapshot; those that came after it then come after what was before it. */
export function forgetSnapshot(guest: Guest, name: string, volumes: Volumes): void {
  const { config } = snapshotOf(guest, name);
  guest.snapshots.delete(name);
  adopt(guest, name, config["parent"]);
  keepUnused(guest, config, volumes);
}

function adopt(guest: Guest, name: string, parent: string | undefined): void {
  const moved = (config: Configuration): Configuration => {
    if (config["parent"] !== name) return config;
    const { parent: _parent, ...rest } = config;
    return parent === undefined ? rest : { ...rest, parent };
  };
  guest.config = moved(guest.config);
  for (const [other, snapshot] of guest.snapshots)
    guest.snapshots.set(other, { ...snapshot, config: moved(snapshot.config) });
}

/** Volumes that only this snapshot had are there, and used by nothing. */
function keepUnused(guest: Guest, then: Configuration, { named, used }: Volumes): void {
  const others = [guest.config, ...[...guest.snapshots.values()].map(({ config }) => config)];
  const known = new Set(others.flatMap(named));
  for (const volume of used(then))
    if (!known.has(volume)) guest.config = { ...guest.config, [unusedFor(guest.config, volume)]: volume };
}
