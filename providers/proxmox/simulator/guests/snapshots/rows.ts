import { guestDigest } from "../digest.js";
import type { Configuration, Guest } from "../guest.js";

/** A guest's snapshots, with what else its kind tells of each, and what it is now. */
export function snapshotRows(guest: Guest, more: (config: Configuration) => object): readonly unknown[] {
  return [
    ...[...guest.snapshots].map(([name, { config, time, description }]) => ({
      name,
      snaptime: time,
      description,
      ...more(config),
      ...parentIn(config),
    })),
    {
      name: "current",
      description: "You are here!",
      digest: guestDigest(guest),
      running: guest.running === undefined ? 0 : 1,
      ...parentIn(guest.config),
    },
  ];
}

function parentIn({ parent }: Configuration) {
  return parent === undefined ? {} : { parent };
}
