import type { ValueObject } from "../../../../../lib/value/value.js";
import { objectsIn } from "../guest/objects-in.js";
import { guestSummary, inARow, told } from "../guest/summary.js";

/** `2 cores, 2 GiB, scsi0 20G from local:import/debian.qcow2, net0 vmbr0`. */
export function summary(planned: ValueObject): string {
  const disks = Object.entries(objectsIn(planned["disks"])).map(([slot, { size, from = null }]) =>
    inARow(slot, told(size), from === null ? undefined : `from ${told(from)}`),
  );
  return guestSummary(planned, disks);
}
