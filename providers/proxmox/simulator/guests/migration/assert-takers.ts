import { requirePrivileges } from "../../access/check.js";
import type { Call } from "../../call.js";
import { fail } from "../../failure.js";
import { enabledStorage } from "../../storages/enabled.js";
import { contentsOf } from "../../storages/properties.js";
import type { StorageMap } from "./storage-map.js";

const words = { images: "vm images", rootdir: "container directories" } as const;

/** Whether the storages that are to take a guest's volumes are there, may be used, and are for such volumes. */
export function assertTakers(
  call: Call,
  { entries, rest }: StorageMap,
  { target, content }: { readonly target: string; readonly content: keyof typeof words },
): void {
  for (const id of new Set([...entries.values(), ...(rest === undefined ? [] : [rest])])) {
    const storage = enabledStorage(call.world, id, target);
    requirePrivileges(call, `/storage/${id}`, ["Datastore.AllocateSpace"]);
    if (!contentsOf(storage).includes(content)) fail(`storage '${id}' does not support ${words[content]}`);
  }
}
