import { randomUUID } from "node:crypto";

import { newAddress } from "../guests/hardware-address.js";
import { diskSlot, netSlot, unusedSlot, type Configuration } from "../guests/guest.js";
import type { World } from "../world.js";
import { driveText, isCdrom, isCloudInit, parseDrive } from "./drive.js";
import { interfaceText, parseInterface } from "./network.js";
import { withNewUuid } from "./identity.js";

/** What becomes of a backed-up configuration where it is restored. */
export interface Restoring {
  readonly world: World;
  /** New volumes, by slot. */
  readonly volumes: Readonly<Record<string, string>>;
  /** Whether it shall be told apart from the guest that was backed up. */
  readonly isUnique: boolean;
}

/** The configuration of a restored guest; disks that were left out of the backup become lines of its description. */
export function restoredConfiguration(restoring: Restoring, config: Configuration): Configuration {
  const lost: string[] = [];
  const kept = Object.entries(config).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    if (unusedSlot.test(key) || key === "parent" || key === "lock") return [];
    if (!diskSlot.test(key)) return [[key, restoredValue(restoring, key, value)]];
    const line = restoredDrive(restoring, key, value);
    if (line === undefined) lost.push(`${key}: ${value}`);
    return line === undefined ? [] : [[key, line]];
  });
  const description = [...(config["description"] === undefined ? [] : [config["description"]]), ...lost];
  return {
    ...Object.fromEntries(kept),
    ...(description.length === 0 ? {} : { description: description.join("\n") }),
  };
}

function restoredDrive({ volumes }: Restoring, slot: string, line: string): string | undefined {
  const drive = parseDrive(slot, line);
  if (isCdrom(drive) && !isCloudInit(drive)) return line;
  const file = volumes[slot];
  if (file !== undefined) return driveText({ ...drive, file });
  return drive.options["backup"] === "0" ? undefined : line;
}

function restoredValue({ world, isUnique }: Restoring, key: string, value: string): string {
  if (key === "vmgenid" && value !== "0") return randomUUID();
  if (!isUnique) return value;
  if (key === "smbios1") return withNewUuid(value);
  if (!netSlot.test(key)) return value;
  const macaddr = newAddress(world.options.get("mac_prefix"));
  return interfaceText({ ...parseInterface(value), macaddr });
}
