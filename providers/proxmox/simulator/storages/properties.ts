import { specification, type SectionType } from "../../api/specification/specification.js";
import { fail } from "../failure.js";
import type { World } from "../world.js";
import type { Storage } from "./storage.js";

/** Types that every node sees the same of. */
const shared = new Set(["iscsi", "nfs", "cifs", "rbd", "cephfs", "iscsidirect", "zfs", "pbs", "glusterfs"]);

export function storageOf(world: World, id: string): Storage {
  return world.storages.get(id) ?? fail(`storage '${id}' does not exist`);
}

/** What a type of storages takes; undefined for types of which nothing is known. */
export function storageType(type: string): SectionType | undefined {
  return specification().sections["storage"]?.[type];
}

/** Which kinds of volumes a storage is for. */
export function contentsOf({ type, config }: Storage): readonly string[] {
  const set = config["content"];
  return set === undefined ? (storageType(type)?.content?.default ?? []) : String(set).split(",");
}

/** Which formats a storage's disks may have, and which a disk has if nothing is said. */
export function formatsOf({ type, config }: Storage): {
  readonly allowed: readonly string[];
  readonly default: string;
} {
  const { allowed, default: usual } = storageType(type)?.formats ?? { allowed: ["raw"], default: "raw" };
  return { allowed, default: allowed.length > 1 ? String(config["format"] ?? usual) : usual };
}

/** Whether all nodes have the same volumes here. */
export function isShared({ type, config }: Storage): boolean {
  return shared.has(type) || config["shared"] === 1;
}

/** The nodes that a storage is for; undefined for all. */
export function nodesOf({ config }: Storage): readonly string[] | undefined {
  return config["nodes"] === undefined ? undefined : String(config["nodes"]).split(",");
}

/** The path of a storage's files on a node; undefined for what is no file system. */
export function pathOf({ config }: Storage): string | undefined {
  return config["path"] === undefined ? undefined : String(config["path"]);
}
