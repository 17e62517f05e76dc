import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Deletion, Work } from "../../../../../lib/schema/resource.js";
import type { VmAttributes } from "./attributes.js";
import { at, findGuest } from "./guest.js";
import { stop } from "./power-steps.js";
import type { Connection } from "../../../connection.js";

/** Destroys a guest with its disks, and what refers to it: backup jobs, replication, HA. */
export async function remove(work: Work<Connection>, { identity }: Deletion<VmAttributes>): Promise<void> {
  const guest = await findGuest(work.connection, Number(identity["vmid"]));
  if (guest === undefined) return;
  const { running } = guest.configuration;
  if (running["protection"] === "1")
    refuse(`guest ${guest.vmid} is protected`, {
      path: ["protection"],
      detail: "Its protection forbids removal. Set protection = false, apply that, and remove it then.",
    });
  if (guest.place.status === "running") await stop(work, guest);
  work.progress("destroying");
  const task = await work.connection.api.delete("/nodes/{node}/qemu/{vmid}", {
    ...at(guest),
    purge: true,
    "destroy-unreferenced-disks": true,
  });
  await work.task(task);
}
