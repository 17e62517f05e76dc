import type { Facts } from "../../../../../lib/schema/attribute.js";
import type { GuestConfiguration } from "../guest/configuration.js";
import { partsOf } from "../../../form/property-string.js";
import { cloudInitSlot } from "./attributes-of.js";
import { isUnused } from "../guest/volume.js";
import { drivesOf } from "./drive-line.js";
import { firmwareKeys } from "./firmware.js";

/** What planning must know beside the attributes. The running configuration counts: it decides what can be plugged. */
export function factsOf({ running, wished }: GuestConfiguration): Facts {
  const drives = drivesOf(wished);
  const sizes = Object.entries(drives)
    .filter(([, { kind }]) => kind === "disk")
    .map(([slot, { parts }]) => [slot, parts["size"] ?? null] as const);
  const firmware = firmwareKeys
    .filter((key) => key in wished)
    .map((key) => [key, partsOf(wished[key] ?? "", "file")["size"] ?? null] as const);
  const unused = Object.keys(wished)
    .filter(isUnused)
    .map((key) => [key, null] as const);
  return {
    hotplug: running["hotplug"] ?? null,
    os_type: running["ostype"] ?? null,
    machine: running["machine"] ?? null,
    disks: Object.fromEntries([...sizes, ...firmware, ...unused]),
    cloud_init_slot: cloudInitSlot(drives) ?? null,
  };
}
