import { textOf } from "../../call.js";
import { fail } from "../../failure.js";
import type { GuestWorker } from "../../guests/on.js";
import { forgetSnapshot } from "../../guests/snapshots/forget.js";
import { snapshotOf } from "../../guests/snapshots/snapshot-of.js";
import { removeVolumeAs } from "../../storages/remove.js";
import { diskVolumes } from "../features.js";
import { volumesIn } from "../own-volumes.js";

/** Forgets what a machine was; those that came after it then come after what was before it. */
export const removeSnapshot: GuestWorker = (call, _vmid, guest) => async (task) => {
  const name = textOf(call, "snapname") as string;
  const { vmstate } = snapshotOf(guest, name).config;
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  guest.lock = "snapshot-delete";
  try {
    if (vmstate !== undefined) removeVolumeAs(call.world, vmstate, { node: guest.node, log: task.log });
    await task.sleep(100);
    forgetSnapshot(guest, name, { named: volumesIn, used: diskVolumes });
  } finally {
    guest.lock = undefined;
  }
};
