import { warning } from "../../../../../lib/diagnostic/diagnostic.js";
import type { Work } from "../../../../../lib/schema/resource.js";
import type { Connection } from "../../../connection.js";
import { cloudInitSlot } from "./attributes-of.js";
import { drivesOf } from "./drive-line.js";
import { hotplugFeatures } from "./effects.js";
import type { GuestChange } from "../guest/guest-change.js";
import { at, type Target } from "../guest/target.js";

/**
 * Makes the drive of a running guest anew after its keys changed, so that a restart from inside the guest finds them
 * too. PVE itself does it only at a start, or where `hotplug` has `cloudinit`.
 */
export async function renewCloudInitDrive(
  work: Work<Connection>,
  target: Target,
  { changes, found: { wished, running } }: GuestChange,
): Promise<void> {
  const concerns = changes.some(({ path }) => path[0] === "cloud_init" && path[1] !== "storage");
  const hasDrive =
    cloudInitSlot(drivesOf(running)) !== undefined && cloudInitSlot(drivesOf(wished)) !== undefined;
  if (!concerns || !hasDrive || hotplugFeatures(running["hotplug"]).includes("cloudinit")) return;
  try {
    await work.connection.api.put("/nodes/{node}/qemu/{vmid}/cloudinit", at(target));
  } catch (thrown) {
    work.warn(
      warning("the cloud-init drive could not be renewed", {
        path: ["cloud_init"],
        detail: `${thrown instanceof Error ? thrown.message : String(thrown)}\nThe values are stored; the drive gets them at the guest's next start.`,
      }),
    );
  }
}
