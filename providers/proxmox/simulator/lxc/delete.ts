import type { Call } from "../call.js";
import { assertUnreferenced } from "../cluster/guest-references.js";
import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { removeTraces } from "../guests/remove-traces.js";
import { volumesNamedFor } from "../guests/volumes-named-for.js";
import { isUsedBase, removeVolumeAs } from "../storages/remove.js";
import { split } from "../storages/volume.js";
import type { World } from "../world.js";
import { ownVolumes } from "./own-volumes.js";

/** Removes a container with its volumes, its rules and its permissions; with force also one that runs. */
export function deleteContainer(call: Call, vmid: number, guest: Guest): string {
  const { world, parameters, user } = call;
  const isPurge = Number(parameters["purge"] ?? 0) === 1;
  const isForced = Number(parameters["force"] ?? 0) === 1;
  if (guest.config["protection"] === "1") fail(`can't remove CT ${vmid} - protection mode enabled`);
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  assertUnreferenced({ world, isPurge }, vmid);
  if (guest.running !== undefined && !isForced) fail(`unable to destroy CT ${vmid} - container is running`);
  return world.tasks.run({ node: guest.node, type: "vzdestroy", id: vmid, user }, async (task) => {
    if (guest.running !== undefined) task.log(`forced to stop CT ${vmid} before destroying!`);
    guest.running = undefined;
    const others =
      Number(parameters["destroy-unreferenced-disks"] ?? 0) === 1
        ? volumesNamedFor(world, vmid, guest.node)
        : [];
    for (const volume of ownVolumes(world, vmid, guest)) assertUnlinked(world, volume);
    for (const volume of new Set([...ownVolumes(world, vmid, guest), ...others]))
      removeVolumeAs(world, volume, { node: guest.node, log: task.log });
    removeTraces(world, vmid, { isPurge, log: task.log });
  });
}

/** Refuses to remove what clones are linked to. */
function assertUnlinked(world: World, volume: string): void {
  if (isUsedBase(world, volume)) fail(`base volume '${split(volume).name}' is still in use by linked cloned`);
}
