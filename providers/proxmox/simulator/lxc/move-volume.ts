import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { assertDigest } from "../digest.js";
import { fail, parameterFailure } from "../failure.js";
import { guestText } from "../guests/digest.js";
import type { Guest } from "../guests/guest.js";
import { unusedFor } from "../guests/unused-slot.js";
import { makeBase } from "../storages/make-base.js";
import { removeVolume } from "../storages/volume.js";
import { copyRoom } from "./copy-room.js";
import { mountPointText, parseMountPoint } from "./mount-point.js";
import { reassignVolume } from "./reassign-volume.js";
import { isInUse } from "./unused.js";

/** POST move_volume: to another storage, or to another container. */
export function moveVolume(call: Call, vmid: number, guest: Guest): string {
  const [storage, other] = [textOf(call, "storage"), textOf(call, "target-vmid")];
  if (storage !== undefined && other !== undefined)
    throw oneOfBoth("either set 'storage' or 'target-vmid', but not both");
  if (other !== undefined) return reassignVolume(call, vmid, guest);
  if (storage === undefined)
    throw oneOfBoth("both 'storage' and 'target-vmid' missing, either needs to be set");
  return moveToStorage(call, { vmid, guest, storage });
}

function oneOfBoth(problem: string) {
  return parameterFailure({ storage: problem, "target-vmid": problem });
}

function moveToStorage(
  call: Call,
  { vmid, guest, storage }: { readonly vmid: number; readonly guest: Guest; readonly storage: string },
): string {
  const { world, user, parameters } = call;
  const slot = textOf(call, "volume") as string;
  const isRemoved = Number(parameters["delete"] ?? 0) === 1;
  requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  if (guest.running !== undefined) fail("cannot move volumes of a running container");
  if (slot.startsWith("unused"))
    fail(`cannot move volume '${slot}', only configured volumes can be moved to another storage`);
  const point = parseMountPoint(slot, guest.config[slot]);
  const inSnapshots = { config: {}, snapshots: guest.snapshots };
  if (isRemoved && isInUse(inSnapshots, point.volume))
    fail("you can't move a volume with snapshots and delete the source");
  assertDigest(parameters["digest"], guestText(guest));
  guest.lock = "disk";
  return world.tasks.run({ node: guest.node, type: "move_volume", id: vmid, user }, async (task) => {
    try {
      const copy = copyRoom(world, point, { storage, vmid, log: task.log });
      const volume = guest.config["template"] === "1" ? makeBase(world, copy) : copy;
      const config = { ...guest.config, [slot]: mountPointText(slot, { ...point, volume }) };
      const isKept = !isRemoved || isInUse({ config, snapshots: guest.snapshots }, point.volume);
      guest.config = isKept ? { ...config, [unusedFor(config, point.volume)]: point.volume } : config;
      if (!isKept) removeVolume(world, point.volume);
    } finally {
      guest.lock = undefined;
    }
  });
}
