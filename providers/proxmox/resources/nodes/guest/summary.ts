import { isObject, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import { scalarText } from "../../../../../lib/value/scalar-text.js";
import { objectsIn } from "./objects-in.js";

/** What a new guest will be, in a few words: `clone of 100, 2 cores, 2 GiB, scsi0 20G, net0 vmbr0, running`. */
export function guestSummary(planned: ValueObject, volumes: readonly string[]): string {
  const { cores, memory, network, clone, running } = planned;
  const parts = [
    isObject(clone) ? `clone of ${told(clone["vmid"])}` : undefined,
    typeof cores === "number" ? `${cores} core${cores === 1 ? "" : "s"}` : undefined,
    typeof memory === "number" ? memoryText(memory) : undefined,
    ...volumes,
    ...Object.entries(objectsIn(network)).map(([slot, { bridge }]) => inARow(slot, told(bridge))),
    running === true ? "running" : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

/** A value for a person; undefined for none. */
export function told(value: Value | undefined): string | undefined {
  return value === null || value === undefined ? undefined : scalarText(value);
}

/** Words with blanks between them, without those that there are not. */
export function inARow(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined).join(" ");
}

function memoryText(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024} GiB` : `${mebibytes} MiB`;
}
