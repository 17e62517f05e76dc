import { textOf } from "../../call.js";
import { fail } from "../../failure.js";
import type { Configuration, Guest } from "../../guests/guest.js";
import type { GuestWorker } from "../../guests/on.js";
import { unusedFor } from "../../guests/unused-slot.js";
import { removeVolumeAs } from "../../storages/remove.js";
import { diskVolumes } from "../features.js";
import { volumesIn } from "../own-volumes.js";

/** Forgets what a machine was; those that came after it then come after what was before it. */
export const removeSnapshot: GuestWorker = (call, _vmid, guest) => async (task) => {
  const name = textOf(call, "snapname") as string;
  const gone = guest.snapshots.get(name) ?? fail(`snapshot '${name}' does not exist`);
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  guest.lock = "snapshot-delete";
  try {
    const { vmstate, parent } = gone.config;
    if (vmstate !== undefined) removeVolumeAs(call.world, vmstate, { node: guest.node, log: task.log });
    await task.sleep(100);
    guest.snapshots.delete(name);
    adopt(guest, name, parent);
    keepUnused(guest, gone.config);
  } finally {
    guest.lock = undefined;
  }
};

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

/** Disks that only this snapshot had are there, and used by nothing. */
function keepUnused(guest: Guest, then: Configuration): void {
  const others = [guest.config, ...[...guest.snapshots.values()].map(({ config }) => config)];
  const used = new Set(others.flatMap(volumesIn));
  for (const volume of diskVolumes(then))
    if (!used.has(volume)) guest.config = { ...guest.config, [unusedFor(guest.config, volume)]: volume };
}
