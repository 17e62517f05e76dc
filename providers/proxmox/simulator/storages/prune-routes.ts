import { rmSync } from "node:fs";

import { specification, type PropertyFormat } from "../../api/specification/specification.js";
import { requirePrivileges } from "../access/check.js";
import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { parseProperties } from "../verify/property-string.js";
import { activate } from "./activate.js";
import { archiveOf, removeAuxiliaries } from "./archive.js";
import { listVolumes, type Volume } from "./list.js";
import { keptOf, type KeepRules } from "./prune.js";
import { contentsOf, storageOf } from "./properties.js";
import { volumePath } from "./volume.js";

const path = "/nodes/{node}/storage/{storage}/prunebackups";

/** Backups that are too many by the rules of their storage, or of the request. */
export const pruneRoutes: Routes = {
  [`GET ${path}`]: (call) => marked(call),
  [`DELETE ${path}`]: (call) => {
    const { world, user } = call;
    const [node, storage] = [textOf(call, "node") as string, textOf(call, "storage") as string];
    const vmid = textOf(call, "vmid");
    if (vmid === undefined) requirePrivileges(call, `/storage/${storage}`, ["Datastore.Allocate"]);
    else {
      requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
      requirePrivileges(call, `/vms/${vmid}`, ["VM.Backup"]);
    }
    const id = vmid === undefined ? storage : `${vmid}@${storage}`;
    return world.tasks.run({ node, type: "prunebackups", id, user }, async (task) => {
      for (const { volid, mark } of marked(call)) {
        if (mark !== "remove") continue;
        task.log(`removing backup '${volid}'`);
        const file = volumePath(world, volid, node);
        rmSync(file, { force: true });
        removeAuxiliaries(file);
      }
    });
  },
};

interface Marked {
  readonly ctime: number;
  readonly type: string;
  readonly volid: string;
  readonly vmid?: number;
  readonly mark: "keep" | "remove" | "protected" | "renamed";
}

function marked(call: Call): readonly Marked[] {
  const { world } = call;
  const [node, id] = [textOf(call, "node") as string, textOf(call, "storage") as string];
  const type = textOf(call, "type");
  const vmid = textOf(call, "vmid");
  const storage = storageOf(world, id);
  if (!contentsOf(storage).includes("backup")) fail(`storage '${id}' does not support backups`);
  const text = textOf(call, "prune-backups") ?? storage.config["prune-backups"];
  if (text === undefined) fail(`no prune-backups options configured for storage '${id}'`);
  activate(world, id, node);
  const backups = listVolumes(world, id, {
    node,
    content: "backup",
    vmid: vmid === undefined ? undefined : Number(vmid),
  }).filter(({ subtype }) => (type ?? subtype) === subtype);
  const rules = keepRules(String(text));
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
    ctime: backup.ctime,
    type: backup.subtype ?? "unknown",
    volid: backup.volid,
    ...(backup.vmid === undefined ? {} : { vmid: backup.vmid }),
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

/** The guest whose backup it is; undefined for one that somebody has renamed. */
function groupOf({ volid, subtype }: Volume): string | undefined {
  const vmid = archiveOf(volid.replace(/^.*\//, ""))?.vmid;
  return vmid === undefined ? undefined : `${subtype}/${vmid}`;
}

function keepRules(text: string): KeepRules {
  const { values } = parseProperties(specification().formats["prune-backups"] as PropertyFormat, text);
  return Object.fromEntries(
    Object.entries(values).map(([rule, count]) => [
      rule,
      /^(?:on|yes|true)$/i.test(count) ? 1 : Number(count),
    ]),
  );
}
