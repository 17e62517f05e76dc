import { textOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { changing } from "../guests/changing.js";
import { guestDigest } from "../guests/digest.js";
import type { Guest } from "../guests/guest.js";
import { onGuest, type GuestHandler } from "../guests/on.js";
import { pendingRows, shownConfiguration, withPending } from "../guests/pending.js";
import { changeConfiguration, prepareChange } from "./change.js";
import { cloudInitFile } from "./cloud-init-files.js";
import { cloudInitRows, hasCloudInitDrive } from "./cloud-init.js";
import { shownValue } from "./rewrite.js";

const base = "/nodes/{node}/qemu/{vmid}";
const on = (handler: GuestHandler) => onGuest("qemu", handler);

/** The configuration, what waits in it, and the cloud-init drive made of it. */
export const configRoutes: Routes = {
  [`GET ${base}/config`]: on(configuration),
  [`GET ${base}/pending`]: on((_call, _vmid, guest) => pendingRows(guest, shownValue)),
  [`PUT ${base}/config`]: on(async (call, vmid, guest) => {
    await changing(call.world, { vmid, guest }, () => changeConfiguration(call, vmid, guest));
    return null;
  }),
  [`POST ${base}/config`]: on(changeInTask),
  [`GET ${base}/cloudinit`]: on((_call, _vmid, guest) => cloudInitRows(guest, shownValue)),
  [`PUT ${base}/cloudinit`]: on((_call, _vmid, guest) => {
    if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
    if (hasCloudInitDrive(guest)) guest.cloudInit = {};
    return null;
  }),
  [`GET ${base}/cloudinit/dump`]: on((call, vmid, guest) =>
    cloudInitFile({ vmid, config: guest.config }, String(call.parameters["type"])),
  ),
};

function configuration(call: Call, _vmid: number, guest: Guest): unknown {
  const name = textOf(call, "snapshot");
  const isCurrent = Number(call.parameters["current"] ?? 0) === 1;
  const both = "cannot use 'snapshot' parameter with 'current'";
  if (name !== undefined && isCurrent) throw parameterFailure({ snapshot: both, current: both });
  if (name !== undefined) {
    const snapshot = guest.snapshots.get(name) ?? fail(`snapshot '${name}' does not exist`);
    return {
      ...shownConfiguration(snapshot.config, shownValue),
      ...(snapshot.description === "" ? {} : { description: snapshot.description }),
      snaptime: snapshot.time,
      digest: guestDigest(guest),
    };
  }
  return {
    ...shownConfiguration(isCurrent ? guest.config : withPending(guest.config, guest.pending), shownValue),
    ...(guest.lock === undefined ? {} : { lock: guest.lock }),
    digest: guestDigest(guest),
  };
}

/** POST: in a task; with `background_delay` PVE waits that long for its end. */
async function changeInTask(call: Call, vmid: number, guest: Guest): Promise<string | null> {
  const { world, user } = call;
  const change = await changing(world, { vmid, guest }, () => prepareChange(call, vmid, guest));
  const start = { node: guest.node, type: "qmconfig", id: vmid, user };
  const upid = world.tasks.run(start, async (task) => change(task.log));
  const delay = call.parameters["background_delay"];
  if (delay === undefined) return upid;
  const over = new AbortController();
  await Promise.race([world.tasks.ended(upid), world.clock.sleep(Number(delay) * 1000, over.signal)]);
  over.abort();
  const { exit } = world.tasks.find(upid);
  if (exit === undefined) return upid;
  if (exit !== "OK" && !exit.startsWith("WARNINGS")) fail(`failed to update VM ${vmid}: ${exit}`);
  return null;
}
