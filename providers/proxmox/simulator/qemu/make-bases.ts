import { diskSlot, type Configuration } from "../guests/guest.js";
import { makeBase } from "../storages/make-base.js";
import type { World } from "../world.js";
import { driveText, isCdrom, parseDrive } from "./drive.js";

/** Makes bases of a machine's disks, or of one of them, and answers the configuration that names them so. */
export function makeBases(world: World, config: Configuration, only?: string): Configuration {
  const bases = Object.entries(config).flatMap(([slot, line]): readonly (readonly [string, string])[] => {
    if (!diskSlot.test(slot) || (only !== undefined && only !== slot)) return [];
    const drive = parseDrive(slot, line);
    return isCdrom(drive) ? [] : [[slot, driveText({ ...drive, file: makeBase(world, drive.file) })]];
  });
  return { ...config, ...Object.fromEntries(bases) };
}
