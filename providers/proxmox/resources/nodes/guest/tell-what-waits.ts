import type { Change, Work } from "../../../../../lib/schema/resource.js";
import { isWithin, type Path } from "../../../../../lib/value/path.js";
import type { Connection } from "../../../connection.js";
import { pendingKeys } from "./configuration.js";
import type { GuestType } from "./guest-type.js";
import { readConfiguration } from "./read-configuration.js";
import type { Target } from "./target.js";
import { waitsForStart } from "./waits-for-start.js";

/** Warns of what we wrote and the running guest does not have yet, as PVE itself says. */
export async function tellWhatWaits(
  work: Work<Connection>,
  target: Target,
  { changes, pathOf }: Pick<GuestType, "pathOf"> & { readonly changes: readonly Change[] },
): Promise<void> {
  const now = await readConfiguration(work.connection, target);
  for (const key of pendingKeys(now)) {
    const path = pathOf(key, now.wished);
    if (path === undefined || !changes.some((change) => overlap(change.path, path))) continue;
    work.warn(waitsForStart(path));
  }
}

function overlap(changed: Path, waiting: Path): boolean {
  return isWithin(changed, waiting) || isWithin(waiting, changed);
}
