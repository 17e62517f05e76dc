import { existsSync } from "node:fs";
import { join, posix } from "node:path";

import { textOf, type Call } from "../call.js";
import { activate } from "../storages/activate.js";
import { contentFolder } from "../storages/layout.js";
import { keepRules } from "../storages/mark-backups.js";
import { directoryOf, nodeDirectory } from "../storages/places.js";
import type { KeepRules } from "../storages/prune.js";
import { contentsOf, pathOf } from "../storages/properties.js";

/** Where a job's archives go. */
export interface Target {
  /** Undefined where only a directory is named. */
  readonly storage: string | undefined;
  /** As the node knows it: `/var/lib/vz/dump`. */
  readonly path: string;
  /** The same, on this machine. */
  readonly directory: string;
  readonly rules: KeepRules;
}

/** Finds out where archives shall go, or why they can't. */
export function targetOf(call: Call): Target {
  const { world, local } = call;
  const asked = textOf(call, "prune-backups");
  const dumpdir = textOf(call, "dumpdir");
  const id = textOf(call, "storage") ?? (dumpdir === undefined ? "local" : undefined);
  if (id === undefined) {
    const path = dumpdir as string;
    const directory = join(nodeDirectory(world, local), posix.normalize(`/${path}`));
    if (!existsSync(directory)) throw new Error(`dumpdir '${path}' does not exist`);
    return { storage: undefined, path, directory, rules: keepRules(asked ?? "keep-all=1") };
  }
  try {
    const storage = activate(world, id, local);
    if (!contentsOf(storage).includes("backup"))
      throw new Error(`can't use storage '${id}' for backups - wrong content type`);
    const path = pathOf(storage);
    if (path === undefined) throw new Error(`can't use storage type '${storage.type}' for backup`);
    const folder = contentFolder(storage, "backup");
    return {
      storage: id,
      path: `${path}/${folder}`,
      directory: join(directoryOf(world, id, local), folder),
      rules: keepRules(asked ?? String(storage.config["prune-backups"] ?? "keep-all=1")),
    };
  } catch (thrown) {
    throw new Error(`could not get storage information for '${id}': ${(thrown as Error).message}`, {
      cause: thrown,
    });
  }
}
