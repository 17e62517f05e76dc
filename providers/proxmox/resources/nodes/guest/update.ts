import type { Attributes } from "../../../../../lib/schema/attribute.js";
import type { Update, Work } from "../../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";
import { foundAsPlanned } from "./found-as-planned.js";
import type { PowerMeanwhile } from "./guest-change.js";
import type { GuestType } from "./guest-type.js";
import { powerPlan, type PowerPlan } from "./power-plan.js";
import { powerPolicy, reboot, shutDown, start } from "./power-steps.js";
import { tellWhatWaits } from "./tell-what-waits.js";

/** Brings a guest to what is planned: down if it must, its configuration and volumes, up again, and restarted once. */
export async function update<A extends Attributes>(
  work: Work<Connection>,
  type: GuestType,
  { identity, observed, changes, secrets, ...wish }: Update<A>,
): Promise<void> {
  const sought = { kind: type.kind, vmid: Number(identity["vmid"]) };
  const guest = await foundAsPlanned(work.connection, sought, observed.facts ?? {});
  const planned = wish.planned as unknown as ValueObject;
  const runs = guest.place.status === "running";
  const power = powerPlan({
    runs,
    wanted: (planned["running"] ?? null) as boolean | null,
    needsRestart: changes.some(({ effect }) => effect === "reboot"),
    needsStop: type.stopsFor(changes, { planned, found: guest.configuration }),
    becomesTemplate: changes.some(({ path, after }) => path[0] === "template" && after === true),
  });
  const policy = powerPolicy(planned);
  if (power.before !== undefined) await shutDown(work, guest, policy);
  await type.change(work, guest, {
    changes,
    planned,
    secrets,
    found: guest.configuration,
    // A shutdown brings about what was pending, and with it another digest.
    digest: power.before === undefined ? guest.configuration.digest : undefined,
    power: meanwhile(power, runs),
  });
  if (power.after === "start") await start(work, guest);
  if (power.after === "reboot") await reboot(work, guest, policy);
  await tellWhatWaits(work, guest, { changes, pathOf: type.pathOf });
}

function meanwhile({ before, after }: PowerPlan, runs: boolean): PowerMeanwhile {
  if (!runs || before !== undefined) return "is down";
  return after === "reboot" ? "is restarted afterwards" : "stays up";
}
