import { textOf } from "../call.js";
import { clusterName, isClustered } from "../cluster/membership.js";
import { protect, setNotes } from "../storages/archive.js";
import { markBackups, removeBackup } from "../storages/mark-backups.js";
import type { KeepRules } from "../storages/prune.js";
import { fail } from "../failure.js";
import type { Backup } from "./guest-backup.js";
import { notesFrom } from "./notes.js";
import type { Target } from "./target.js";

/** What is done with an archive on a storage when it is complete: protected, noted upon, and older ones removed. */
export function afterwards(
  backup: Backup,
  { path, name, target }: { readonly path: string; readonly name: string; readonly target: Target },
): void {
  const { call, info } = backup;
  if (target.storage === undefined) return;
  if (Number(call.parameters["protected"] ?? 0) === 1) {
    info("marking backup as protected");
    protect(path, "on");
  }
  const template = textOf(call, "notes-template");
  if (template !== undefined && template !== "") {
    info("adding notes to backup");
    setNotes(path, notesFrom(template, valuesFor(backup, name)));
  }
  if (isLimited(target.rules) && isRemoving(backup)) prune(backup, target);
}

/** Refuses one backup more where as many are there as are to be kept, and none may be removed. */
export function assertUnderLimit(backup: Backup, { storage, rules }: Target): void {
  if (storage === undefined || !isLimited(rules) || isRemoving(backup)) return;
  const limit = Object.values(rules).reduce((sum, count) => sum + count, 0);
  const { call, vmid, guest } = backup;
  const there = markBackups(call.world, storage, { node: call.local, rules: {}, vmid, type: guest.kind });
  if (there.filter(({ mark }) => mark === "keep").length >= limit)
    fail(
      `There is a max backup limit of (${limit}) enforced by the target storage or the vzdump parameters. Either increase the limit or delete old backups.`,
    );
}

function isRemoving({ call }: Backup): boolean {
  return Number(call.parameters["remove"] ?? 1) === 1;
}

function isLimited(rules: KeepRules): boolean {
  return rules["keep-all"] !== 1 && Object.values(rules).some((count) => count > 0);
}

function valuesFor({ call, vmid }: Backup, name: string): Readonly<Record<string, string>> {
  const { world, local } = call;
  return {
    cluster: isClustered(world) ? clusterName : "standalone node",
    guestname: name,
    node: local,
    vmid: String(vmid),
  };
}

function prune({ call, vmid, guest, info }: Backup, { storage, rules }: Target): void {
  const { world, local: node } = call;
  const told = Object.entries(rules)
    .filter(([, count]) => count > 0)
    .map(([rule, count]) => `${rule}=${count}`)
    .sort();
  info(`prune older backups with retention: ${told.join(", ")}`);
  const gone = markBackups(world, storage as string, { node, rules, vmid, type: guest.kind }).filter(
    ({ mark }) => mark === "remove",
  );
  for (const { backup } of gone) {
    info(`removing backup '${backup.volid}'`);
    removeBackup(world, backup.volid, node);
  }
  info(`pruned ${gone.length} backup(s)${gone.length > 0 ? " not covered by keep-retention policy" : ""}`);
}
