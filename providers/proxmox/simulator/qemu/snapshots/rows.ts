import type { Configuration, Guest } from "../../guests/guest.js";
import { guestDigest } from "../../guests/digest.js";

/** A machine's snapshots, and what it is now. */
export function snapshotRows(guest: Guest): readonly unknown[] {
  return [
    ...[...guest.snapshots].map(([name, { config, time, description }]) => ({
      name,
      snaptime: time,
      vmstate: config["vmstate"] === undefined ? 0 : 1,
      description,
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
