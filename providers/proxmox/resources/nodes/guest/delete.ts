import { Refusal } from "../../../../../lib/diagnostic/refusal.js";
import type { Work } from "../../../../../lib/schema/resource.js";
import type { Connection } from "../../../connection.js";
import { findGuest } from "./find-guest.js";
import { stop } from "./power-steps.js";
import { keptByProtection, protectionOf } from "./protection.js";
import { at, type Target } from "./target.js";

/** Destroys a guest with its volumes, and what refers to it: backup jobs, replication, HA. */
export async function remove(work: Work<Connection>, sought: Pick<Target, "kind" | "vmid">): Promise<void> {
  const guest = await findGuest(work.connection, sought);
  if (guest === undefined) return;
  const kept = keptByProtection(protectionOf(guest));
  if (kept.length > 0) throw new Refusal(kept);
  if (guest.place.status === "running") await stop(work, guest);
  work.progress("destroying");
  const task = await work.connection.api.delete(`/nodes/{node}/${guest.kind}/{vmid}`, {
    ...at(guest),
    purge: true,
    "destroy-unreferenced-disks": true,
  });
  await work.task(task);
}
