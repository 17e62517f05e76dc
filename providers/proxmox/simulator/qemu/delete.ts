import { requirePrivileges } from "../access/check.js";
import type { Call } from "../call.js";
import { assertUnreferenced, forgetGuest } from "../cluster/guest-references.js";
import { fail, parameterFailure } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { listVolumes, removeVolume } from "../storages/volume.js";
import { ownVolumes } from "./own-volumes.js";

/** Removes a guest with its volumes, its rules and its permissions. */
export function deleteGuest(call: Call, vmid: number, guest: Guest): string {
  const { world, parameters, user } = call;
  if (Number(parameters["skiplock"] ?? 0) === 1 && user !== "root@pam")
    throw parameterFailure({ skiplock: "Only root may use this option." });
  if (guest.config["protection"] === "1") fail(`can't remove VM ${vmid} - protection mode enabled`);
  if (guest.running !== undefined) fail(`VM ${vmid} is running - destroy failed`);
  requirePrivileges(call, `/vms/${vmid}`, ["VM.Allocate"]);
  const isPurge = Number(parameters["purge"] ?? 0) === 1;
  assertUnreferenced({ world, isPurge }, vmid);
  return world.tasks.run({ node: guest.node, type: "qmdestroy", id: vmid, user }, async (task) => {
    if (guest.lock !== undefined && Number(parameters["skiplock"] ?? 0) !== 1)
      throw new Error(`VM is locked (${guest.lock})`);
    const others =
      Number(parameters["destroy-unreferenced-disks"] ?? 0) === 1
        ? [...world.storages.keys()].flatMap((id) =>
            listVolumes(world, id)
              .filter((volume) => volume.vmid === vmid)
              .map(({ volid }) => volid),
          )
        : [];
    for (const volume of new Set([...ownVolumes(world, vmid, guest), ...others])) removeVolume(world, volume);
    world.guests.delete(vmid);
    if (isPurge) {
      task.log(`purging VM ${vmid} from related configurations..`);
      forgetGuest(world, vmid);
    }
    world.firewall.delete(`guest/${vmid}`);
    world.acl = world.acl.filter(({ path }) => path !== `/vms/${vmid}`);
  });
}
