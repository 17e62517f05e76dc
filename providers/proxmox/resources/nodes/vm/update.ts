import { warning } from "../../../../../lib/diagnostic/diagnostic.js";
import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Change, Update, Work } from "../../../../../lib/schema/resource.js";
import { pathText } from "../../../../../lib/value/path.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { VmAttributes } from "./attributes.js";
import { changeGuest } from "./change-guest.js";
import { renewCloudInitDrive } from "./cloud-init-drive.js";
import { pendingKeys } from "./configuration.js";
import { findGuest, readConfiguration, type Guest } from "./guest.js";
import { attributeFor } from "./key-path.js";
import { powerPlan } from "./power-plan.js";
import { powerPolicy, reboot, shutDown, start } from "./power-steps.js";
import type { Connection } from "../../../connection.js";

/** Brings a guest to what is planned: down if it must, its configuration and disks, up again, and restarted once. */
export async function update(work: Work<Connection>, wish: Update<VmAttributes>): Promise<void> {
  const guest = await foundAsPlanned(work.connection, wish);
  const planned = wish.planned as unknown as ValueObject;
  const power = powerPlan({
    runs: guest.place.status === "running",
    wanted: planned["running"] === undefined ? null : (planned["running"] as boolean | null),
    needsRestart: wish.changes.some(({ effect }) => effect === "reboot"),
    becomesTemplate: wish.changes.some(({ path, after }) => path[0] === "template" && after === true),
  });
  const policy = powerPolicy(planned);
  if (power.before !== undefined) await shutDown(work, guest, policy);
  await changeGuest(work, guest, {
    changes: wish.changes,
    planned,
    secrets: wish.secrets,
    configuration: guest.configuration.wished,
    // A shutdown brings about what was pending, and with it another digest.
    digest: power.before === undefined ? guest.configuration.digest : undefined,
    isFollowedByRestart: power.after === "reboot",
  });
  if (guest.place.status === "running" && power.before === undefined && power.after === undefined)
    await renewCloudInitDrive(work, guest, wish.changes);
  if (power.after === "start") await start(work, guest);
  if (power.after === "reboot") await reboot(work, guest, policy);
  await tellWhatWaits(work, guest, wish.changes);
}

async function foundAsPlanned(connection: Connection, wish: Update<VmAttributes>): Promise<Guest> {
  const guest = await findGuest(connection, Number(wish.identity["vmid"]));
  const digest = wish.observed.facts?.["digest"];
  if (guest === undefined) refuse("the guest is gone", { path: ["vmid"] });
  if (typeof digest === "string" && digest !== guest.configuration.digest)
    refuse("somebody else changed the guest at this moment", {
      detail: "Nothing was written. Plan again to see what it means now.",
    });
  return guest;
}

/** What we wrote and the running guest does not have yet, as PVE itself says. */
async function tellWhatWaits(
  work: Work<Connection>,
  guest: Guest,
  changes: readonly Change[],
): Promise<void> {
  const now = await readConfiguration(work.connection, guest);
  const ours = [...new Set(changes.map(({ path }) => pathText(path)))];
  for (const key of pendingKeys(now)) {
    const path = attributeFor(key, now.wished);
    if (path === undefined || !ours.some((each) => within(each, pathText(path)))) continue;
    work.warn(
      warning(`${pathText(path)} waits for the guest's next start`, {
        path,
        detail:
          "It is stored. A restart from inside the guest is not enough: shut it down and start it, or reboot it through Proxmox VE.",
      }),
    );
  }
}

function within(changed: string, waiting: string): boolean {
  return changed === waiting || changed.startsWith(`${waiting}.`) || waiting.startsWith(`${changed}.`);
}
