import type { Need } from "../../../lib/schema/need.js";
import type { Path } from "../../../lib/value/path.js";

/** What a storage must be made for, in Proxmox VE's words; null where it takes what is written, whatever it is for. */
export type StorageContent = "images" | "rootdir" | null;

export interface StorageSubject {
  readonly node: string;
  readonly storage: string;
  readonly content: StorageContent;
}

/** A change writes to a storage: the node must have it. */
export function storageNeed(subject: StorageSubject, because: string, path: Path): Need {
  return { kind: "storage", subject: { ...subject }, because, path };
}

/** Reads what `storageNeed` made. */
export function storageSubject({ subject }: Need): StorageSubject {
  return subject as unknown as StorageSubject;
}
