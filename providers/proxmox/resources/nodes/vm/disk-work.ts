import type { Change } from "../../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { objectsIn } from "../guest/objects-in.js";
import { workOn, type VolumeWork } from "../guest/volume-work.js";
import { storageOf } from "../guest/volume.js";
import { drivesOf, formatOf } from "./drive-line.js";

/** The moves and growths that bring the disks that stand to what is planned. */
export function diskWork(
  changes: readonly Change[],
  { planned, configuration }: { readonly planned: ValueObject; readonly configuration: Configuration },
): readonly VolumeWork[] {
  const drives = drivesOf(configuration);
  const wishes = objectsIn(planned["disks"]);
  return [...changedDisks(changes)].flatMap((slot): readonly VolumeWork[] => {
    const [drive, wish] = [drives[slot], wishes[slot]];
    if (drive?.kind !== "disk" || wish === undefined) return [];
    const { file, parts } = drive;
    return workOn(slot, { storage: storageOf(file), size: parts["size"], format: formatOf(drive) }, wish);
  });
}

/** The disks whose image turned out smaller, or larger, than what is wished for. */
function changedDisks(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.filter(({ path }) => path[0] === "disks").map(({ path }) => String(path[1])));
}
