import { rmSync } from "node:fs";

import { specification, type PropertyFormat } from "../../api/specification/specification.js";
import { parseProperties } from "../verify/property-string.js";
import type { World } from "../world.js";
import { archiveOf, removeAuxiliaries } from "./archive.js";
import { listVolumes, type Volume } from "./list.js";
import { keptOf, type KeepRules } from "./prune.js";
import { volumePath } from "./volume.js";

export interface MarkedBackup {
  readonly backup: Volume;
  readonly mark: "keep" | "remove" | "protected" | "renamed";
}

export interface Pruning {
  readonly node: string;
  readonly rules: KeepRules;
  readonly vmid?: number | undefined;
  /** `qemu`, `lxc` */
  readonly type?: string | undefined;
}

/** The backups on a storage, with what is to become of them. */
export function markBackups(
  world: World,
  storage: string,
  { node, rules, vmid, type }: Pruning,
): readonly MarkedBackup[] {
  const backups = listVolumes(world, storage, { node, content: "backup", vmid }).filter(
    ({ subtype }) => (type ?? subtype) === subtype,
  );
  const prunable = backups.filter((backup) => backup.protected !== 1 && groupOf(backup) !== undefined);
  const kept = new Set(
    [...new Set(prunable.map(groupOf))].flatMap((group) => [
      ...keptOf(
        prunable.filter((backup) => groupOf(backup) === group),
        rules,
      ),
    ]),
  );
  return backups.map((backup) => ({
    backup,
    mark:
      backup.protected === 1
        ? "protected"
        : groupOf(backup) === undefined
          ? "renamed"
          : kept.has(backup)
            ? "keep"
            : "remove",
  }));
}

/** Removes a backup with what is kept beside it. */
export function removeBackup(world: World, volume: string, node: string): void {
  const file = volumePath(world, volume, node);
  rmSync(file, { force: true });
  removeAuxiliaries(file);
}

/** Takes the rules of a `prune-backups` apart. */
export function keepRules(text: string): KeepRules {
  const { values } = parseProperties(specification().formats["prune-backups"] as PropertyFormat, text);
  return Object.fromEntries(
    Object.entries(values).map(([rule, count]) => [
      rule,
      /^(?:on|yes|true)$/i.test(count) ? 1 : Number(count),
    ]),
  );
}

/** The guest whose backup it is; undefined for one that somebody has renamed. */
function groupOf({ volid, subtype }: Volume): string | undefined {
  const vmid = archiveOf(volid.replace(/^.*\//, ""))?.vmid;
  return vmid === undefined ? undefined : `${subtype}/${vmid}`;
}
