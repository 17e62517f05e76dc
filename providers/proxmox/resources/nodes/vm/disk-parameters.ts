import type { Value, ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { supports } from "./disk-buses.js";
import { diskOptions } from "./disk-options.js";
import { driveOf } from "./drive-line.js";
import { lineOf, withParts, type Parts } from "../../../form/property-string.js";
import { bytesOf } from "../guest/size.js";
import { partChanges, partsFrom, slotParameters, type Parameters, type Writing } from "../guest/writing.js";

export interface DiskWriting extends Writing {
  /** Volumes that were made for new disks already, by slot. */
  readonly imported?: Readonly<Record<string, string>>;
}

/** What to write for disks that come, go or get other options. Size and storage of a disk that stands are calls of their own. */
export function diskParameters({ changes, configuration, imported = {} }: DiskWriting): Parameters {
  return slotParameters(changes, ["disks"], (slot, change) => {
    switch (change.kind) {
      case "removed":
        return { [slot]: undefined };
      case "added":
        return { [slot]: newDisk(slot, change.values, { configuration, volume: imported[slot] }) };
      case "changed": {
        const parts = partChanges(diskOptions, changes, change.place);
        if (Object.keys(parts).length === 0) return {};
        return { [slot]: lineOf(withParts(standing(configuration[slot] ?? ""), parts), "file") };
      }
    }
  });
}

/** A line for a slot that was empty: a volume that is there or that another slot gave up, a copy of an image, or a blank disk. */
function newDisk(
  slot: string,
  values: ValueObject,
  { configuration, volume }: { readonly configuration: Configuration; readonly volume: string | undefined },
): string {
  const options = partsFrom(diskOptions, values);
  if (volume !== undefined) return lineOf({ file: volume, ...options }, "file");
  const { moved_from: movedFrom, from, format, size, storage } = values;
  const left = typeof movedFrom === "string" ? configuration[movedFrom] : undefined;
  if (left !== undefined) {
    const kept = Object.entries(standing(left)).filter(([option]) => supports(slot, option));
    return lineOf({ ...Object.fromEntries(kept), ...options }, "file");
  }
  const place = typeof storage === "string" ? storage : "";
  const file: Parts =
    typeof from === "string"
      ? { file: `${place}:0`, "import-from": from }
      : { file: `${place}:${gibOf(size)}` };
  return lineOf({ ...file, ...(typeof format === "string" ? { format } : {}), ...options }, "file");
}

function gibOf(size: Value | undefined): number {
  return typeof size === "string" ? bytesOf(size) / 2 ** 30 : 0;
}

/** A stored line without its size: that is PVE's note, and an old one would undo a growth. */
function standing(line: string): Parts {
  return withParts(driveOf(line).parts, { size: undefined });
}
