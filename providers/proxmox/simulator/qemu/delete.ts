import type { Call } from "../call.js";
import { assertUnreferenced } from "../cluster/guest-references.js";
import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { removeTraces } from "../guests/remove-traces.js";
import { volumesNamedFor } from "../guests/volumes-named-for.js";
import { isUsedBase, removeVolumeAs } from "../storages/remove.js";
import type { TaskHandle } from "../worker.js";
import { diskVolumes } from "./features.js";
import { ownVolumes, volumesIn } from "./own-volumes.js";

/** Removes a guest with its volumes, its rules and its permissions. */
export function deleteGuest(call: Call, vmid: number, guest: Guest): string {
  const { world, parameters, user } = call;
  const isPurge = Number(parameters["purge"] ?? 0) === 1;
  if (guest.config["protection"] === "1") fail(`can't remove VM ${vmid} - protection mode enabled`);
  assertUnreferenced({ world, isPurge }, vmid);
  if (guest.running !== undefined) fail(`VM ${vmid} is running - destroy failed`);
  return world.tasks.run({ node: guest.node, type: "qmdestroy", id: vmid, user }, async (task) => {
    if (guest.lock !== undefined && Number(parameters["skiplock"] ?? 0) !== 1)
      fail(`VM is locked (${guest.lock})`);
    if (guest.running !== undefined) fail(`VM ${vmid} is running - destroy failed`);
    if (guest.config["template"] === "1") assertUnlinked(call, guest);
    removeVolumes(call, { vmid, guest }, task);
    removeTraces(world, vmid, { isPurge, log: task.log });
  });
}

/** A template stays as long as clones begin with its disks. */
function assertUnlinked({ world, local }: Call, { config }: Guest): void {
  const linked = [...diskVolumes(config), ...volumesIn(config)].find((volume) =>
    isUsedBase(world, volume, local),
  );
  if (linked !== undefined) fail(`base volume '${linked}' is still in use by linked cloned`);
}

/** What can't be removed is left to whoever looks after it. */
function removeVolumes(
  { world, local: node, parameters }: Call,
  { vmid, guest }: { readonly vmid: number; readonly guest: Guest },
  { log }: TaskHandle,
): void {
  const isThorough = Number(parameters["destroy-unreferenced-disks"] ?? 0) === 1;
  const others = isThorough ? volumesNamedFor(world, vmid, guest.node) : [];
  for (const volume of new Set([...ownVolumes(world, vmid, guest), ...others]))
    try {
      removeVolumeAs(world, volume, { node, log });
    } catch (thrown) {
      log(`Could not remove disk '${volume}', check manually: ${(thrown as Error).message}`);
    }
}
