import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { SlotNames } from "../../../../../lib/schema/attribute.js";
import { isSlot, slotNamesText } from "../../../../../lib/schema/slot-names.js";
import { pathText, type Path } from "../../../../../lib/value/path.js";
import type { Value, ValueObject } from "../../../../../lib/value/value.js";
import { bytesOf, sizeText } from "./size.js";
import { isUnused } from "./volume.js";

/** A volume in the code: where it stands, and what its kind of guest calls it. */
export interface VolumeInCode {
  readonly path: Path;
  readonly noun: "disk" | "volume";
}

/** Refuses a size below the one that the volume has; `where` tells which volume that is. */
export function shrunk(
  { path, noun }: VolumeInCode,
  {
    wanted,
    now,
    where,
  }: { readonly wanted: Value | undefined; readonly now: Value | undefined; readonly where: string },
): readonly Diagnostic[] {
  if (typeof wanted !== "string" || typeof now !== "string" || bytesOf(wanted) >= bytesOf(now)) return [];
  const size = [...path, "size"];
  return [
    error(`${noun} size can't shrink`, {
      path: size,
      detail:
        `${pathText(size)}: ${sizeText(bytesOf(wanted))}, now ${sizeText(bytesOf(now))}${where}. ` +
        `Proxmox VE only grows ${noun}s. Set at least ${now}, or make a new ${noun} in a free slot and copy the data.`,
    }),
  ];
}

/** Refuses to take a volume out of a slot that has none. */
export function nothingToMove({ path, noun }: VolumeInCode, from: string): Diagnostic {
  const movedFrom = [...path, "moved_from"];
  return error(`${pathText(movedFrom)}: the guest has no ${noun} in ${from}`, {
    path: movedFrom,
    detail: `Name the slot that the ${noun} is in now, or leave it out and give the new ${noun} a storage and a size.`,
  });
}

/** Refuses to take volumes out of slots that don't exist, or that keep theirs. */
export function wrongMoves(
  map: Readonly<Record<string, ValueObject>>,
  { path: place, noun, slots }: VolumeInCode & { readonly slots: SlotNames },
): readonly Diagnostic[] {
  return Object.entries(map).flatMap(([slot, volume]) => {
    const from = volume["moved_from"];
    if (typeof from !== "string") return [];
    const path = [...place, slot, "moved_from"];
    if (!isSlot(slots, from) && !isUnused(from))
      return [
        error(`${pathText(path)}: there is no slot "${from}"`, {
          path,
          detail: `Slots are ${slotNamesText(slots)}; unused0 and so on are detached ${noun}s.`,
        }),
      ];
    return from in map
      ? [
          error(`${pathText(path)}: ${from} still has a ${noun}`, {
            path,
            detail: `A ${noun} leaves the slot that it moves from. Remove "${from}" from the code.`,
          }),
        ]
      : [];
  });
}

/** Names volumes that go with a guest, by slot, with their sizes where these are known: `disk scsi0 (2 GiB)`. */
export function volumeNames(sizes: ValueObject, noun: VolumeInCode["noun"]): readonly string[] {
  return Object.entries(sizes).map(([slot, size]) =>
    typeof size === "string" ? `${noun} ${slot} (${sizeText(bytesOf(size))})` : `${noun} ${slot}`,
  );
}
