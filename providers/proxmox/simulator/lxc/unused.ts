import type { Guest } from "../guests/guest.js";
import { removeVolumeAs } from "../storages/remove.js";
import { mountPointsOf } from "./mount-point.js";
import { ownerOf } from "./own-volumes.js";
import type { Update } from "./update.js";

/** Whether a volume is mounted by a container, or was in one of its snapshots. */
export function isInUse({ config, snapshots }: Pick<Guest, "config" | "snapshots">, volume: string): boolean {
  return [config, ...[...snapshots.values()].map((snapshot) => snapshot.config)].some((each) =>
    mountPointsOf(each).some(([, point]) => point.volume === volume),
  );
}

/** Removes an unused volume for good, unless it is another guest's or still in use. */
export function removeUnused({ call: { world }, vmid, guest, draft, log }: Update, key: string): void {
  const volume = draft.config[key];
  if (volume === undefined || isInUse({ config: draft.config, snapshots: guest.snapshots }, volume)) return;
  if (ownerOf(world, volume) === vmid) removeVolumeAs(world, volume, { node: guest.node, log });
}
