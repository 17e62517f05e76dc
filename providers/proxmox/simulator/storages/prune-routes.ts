import { requirePrivileges } from "../access/check.js";
import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { activate } from "./activate.js";
import { keepRules, markBackups, removeBackup, type MarkedBackup } from "./mark-backups.js";
import { contentsOf, storageOf } from "./properties.js";

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
        removeBackup(world, volid, node);
      }
    });
  },
};

interface Marked {
  readonly ctime: number;
  readonly type: string;
  readonly volid: string;
  readonly vmid?: number;
  readonly mark: MarkedBackup["mark"];
}

function marked(call: Call): readonly Marked[] {
  const { world } = call;
  const [node, id] = [textOf(call, "node") as string, textOf(call, "storage") as string];
  const vmid = textOf(call, "vmid");
  const storage = storageOf(world, id);
  if (!contentsOf(storage).includes("backup")) fail(`storage '${id}' does not support backups`);
  const text = textOf(call, "prune-backups") ?? storage.config["prune-backups"];
  if (text === undefined) fail(`no prune-backups options configured for storage '${id}'`);
  activate(world, id, node);
  return markBackups(world, id, {
    node,
    rules: keepRules(String(text)),
    vmid: vmid === undefined ? undefined : Number(vmid),
    type: textOf(call, "type"),
  }).map(({ backup, mark }) => ({
    ctime: backup.ctime,
    type: backup.subtype ?? "unknown",
    volid: backup.volid,
    ...(backup.vmid === undefined ? {} : { vmid: backup.vmid }),
    mark,
  }));
}
