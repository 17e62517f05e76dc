import { listOf, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { changing } from "../guests/changing.js";
import { cloneLocks } from "../guests/clone-locks.js";
import { findGuest, inGuestTask, missingGuest, onGuest, type GuestHandler } from "../guests/on.js";
import { changeConfiguration } from "./change.js";
import { cloneGuest } from "./clone.js";
import { guardingReserved } from "../guests/root-only.js";
import { featureAnswer } from "./features.js";
import { moveDisk } from "./move-disk.js";
import { reserved } from "./root-only.js";
import { resizeDisk } from "./resize.js";
import { convertToTemplate } from "./template.js";

const base = "/nodes/{node}/qemu/{vmid}";
const on = (handler: GuestHandler) => onGuest("qemu", handler);

/** What moves, grows and copies disks. */
export const diskRoutes: Routes = guardingReserved(reserved, {
  [`GET ${base}/feature`]: on(featureAnswer),
  [`PUT ${base}/resize`]: inGuestTask("qemu", "resize", {
    worker: resizeDisk,
    missing: (call) => missingGuest("qemu", call),
  }),
  [`POST ${base}/move_disk`]: on((call, vmid, guest) =>
    changing(call.world, { vmid, guest }, () => moveDisk(call, vmid, guest)),
  ),
  [`POST ${base}/clone`]: (call) => {
    const vmid = Number(call.parameters["vmid"]);
    const source =
      findGuest("qemu", call) ??
      fail(`unable to find configuration file for VM ${vmid} on node '${call.parameters["node"]}'`);
    const [lock] = cloneLocks(source, { vmid, target: Number(call.parameters["newid"]) });
    return call.world.locks.during(lock, () => cloneGuest(call, vmid, source));
  },
  [`POST ${base}/template`]: on((call, vmid, guest) =>
    changing(call.world, { vmid, guest }, () => convertToTemplate(call, vmid, guest)),
  ),
  [`PUT ${base}/unlink`]: on(async (call, vmid, guest) => {
    const parameters = { ...call.parameters, delete: listOf(call, "idlist").join(",") };
    await changing(call.world, { vmid, guest }, () =>
      changeConfiguration({ ...call, parameters }, vmid, guest),
    );
    return null;
  }),
});
