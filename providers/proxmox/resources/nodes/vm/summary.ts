import { isObject, isUnknown, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import { scalarText } from "../../../../../lib/value/scalar-text.js";

/** `2 cores, 2 GiB, scsi0 20G from local:import/debian.qcow2, net0 vmbr0`. */
export function summary(planned: ValueObject): string {
  const { cores, memory, disks, network, clone } = planned;
  const parts = [
    isObject(clone) ? `clone of ${text(clone["vmid"])}` : undefined,
    typeof cores === "number" ? `${cores} core${cores === 1 ? "" : "s"}` : undefined,
    typeof memory === "number" ? memoryText(memory) : undefined,
    ...devices(disks).map(([slot, disk]) =>
      [slot, given(disk["size"]), given(disk["from"]) && `from ${text(disk["from"])}`]
        .filter(Boolean)
        .join(" "),
    ),
    ...devices(network).map(([slot, device]) => [slot, given(device["bridge"])].filter(Boolean).join(" ")),
    planned["running"] === true ? "running" : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function devices(value: Value | undefined): readonly (readonly [string, ValueObject])[] {
  return isObject(value)
    ? Object.entries(value).flatMap(([slot, each]) => (isObject(each) ? [[slot, each] as const] : []))
    : [];
}

function given(value: Value | undefined): string | undefined {
  return value === null || value === undefined ? undefined : text(value);
}

function text(value: Value | undefined): string {
  return isUnknown(value) ? "(known after apply)" : scalarText(value);
}

function memoryText(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024} GiB` : `${mebibytes} MiB`;
}
