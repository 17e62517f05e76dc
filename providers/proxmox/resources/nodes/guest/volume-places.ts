import type { Change } from "../../../../../lib/schema/resource.js";
import type { Path } from "../../../../../lib/value/path.js";
import { isObject, type Value } from "../../../../../lib/value/value.js";
import type { StorageContent } from "../../../checks/storage-need.js";

/** An attribute whose `storage`, or that of each of its slots, says where something lies. */
export interface Kept {
  readonly attribute: string;
  /** What Proxmox VE wants that storage to be for; null where it asks for nothing, no right either. */
  readonly content: StorageContent;
  /** The call that moves it to another storage, where there is one. */
  readonly move?: string;
}

/** A storage that something new, or something that moves, is to lie on. */
export interface VolumePlace {
  readonly storage: string;
  readonly content: StorageContent;
  readonly path: Path;
}

/** The storages that changes write to, as far as they are known. */
export function volumePlaces(
  changes: readonly Pick<Change, "path" | "after">[],
  kept: readonly Kept[],
): readonly VolumePlace[] {
  return changes.flatMap(({ path, after }): readonly VolumePlace[] => {
    const holder = kept.find(({ attribute }) => attribute === path[0]);
    if (holder === undefined) return [];
    const place = (storage: Value | undefined, at: Path) =>
      typeof storage === "string" ? [{ storage, content: holder.content, path: at }] : [];
    if (path.at(-1) === "storage") return place(after, path);
    const isNew = isObject(after) && (after["moved_from"] ?? null) === null;
    return isNew ? place(after["storage"], [...path, "storage"]) : [];
  });
}
