import { privilegesAt } from "../access/permissions.js";
import type { Routes } from "../call.js";
import { onGuest } from "../guests/on.js";
import { guardingReserved } from "../guests/root-only.js";
import { rrdRoutes } from "../guests/rrd.js";
import { agentRoutes } from "./agent/routes.js";
import { listRow } from "./list-row.js";
import { configRoutes } from "./config-routes.js";
import { machineConsoles } from "./consoles.js";
import { createGuest } from "./create.js";
import { deleteGuest } from "./delete.js";
import { diskRoutes } from "./disk-routes.js";
import { migrationConditions } from "./migration/conditions.js";
import { migrateGuest } from "./migration/migrate.js";
import { powerRoutes } from "./power-routes.js";
import { reserved } from "./root-only.js";
import { snapshotRoutes } from "./snapshots/routes.js";

const base = "/nodes/{node}/qemu/{vmid}";

export const qemuRoutes: Routes = {
  "GET /nodes/{node}/qemu": (call) =>
    [...call.world.guests]
      .filter(
        ([vmid, guest]) =>
          guest.kind === "qemu" &&
          guest.node === call.parameters["node"] &&
          privilegesAt(call.world, call.user, `/vms/${vmid}`).has("VM.Audit"),
      )
      .map(([vmid, guest]) => listRow(call, vmid, guest)),
  "POST /nodes/{node}/qemu": createGuest,
  [`GET ${base}`]: () =>
    [
      "config",
      "cloudinit",
      "pending",
      "status",
      "unlink",
      "vncproxy",
      "termproxy",
      "migrate",
      "resize",
      "move",
      "rrd",
      "rrddata",
      "monitor",
      "agent",
      "snapshot",
      "spiceproxy",
      "sendkey",
      "firewall",
      "mtunnel",
      "remote_migrate",
    ].map((subdir) => ({ subdir })),
  ...guardingReserved(reserved, { [`DELETE ${base}`]: onGuest("qemu", deleteGuest) }),
  [`GET ${base}/migrate`]: onGuest("qemu", migrationConditions),
  [`POST ${base}/migrate`]: onGuest("qemu", migrateGuest),
  ...agentRoutes,
  ...configRoutes,
  ...powerRoutes,
  ...diskRoutes,
  ...snapshotRoutes,
  ...machineConsoles,
  ...rrdRoutes("qemu"),
};
