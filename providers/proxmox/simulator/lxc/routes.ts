import { privilegesAt } from "../access/permissions.js";
import type { Call, Routes } from "../call.js";
import { onGuest, type GuestHandler } from "../guests/on.js";
import { rrdRoutes } from "../guests/rrd.js";
import { cloneContainer } from "./clone.js";
import { configRoutes } from "./config-routes.js";
import { containerConsoles } from "./consoles.js";
import { createContainer } from "./create.js";
import { listRow } from "./current.js";
import { deleteContainer } from "./delete.js";
import { featureAnswer } from "./features.js";
import { containerInterfaces } from "./interfaces.js";
import { migrateContainer, migrationConditions } from "./migration.js";
import { moveVolume } from "./move-volume.js";
import { powerRoutes } from "./power-routes.js";
import { resizeVolume } from "./resize.js";
import { snapshotRoutes } from "./snapshot-routes.js";
import { convertToTemplate } from "./template.js";

const base = "/nodes/{node}/lxc/{vmid}";
const on = (handler: GuestHandler) => onGuest("lxc", handler);

/** Containers: made, configured, started, copied and removed. */
export const lxcRoutes: Routes = {
  "GET /nodes/{node}/lxc": list,
  "POST /nodes/{node}/lxc": createContainer,
  [`DELETE ${base}`]: on(deleteContainer),
  [`GET ${base}/interfaces`]: on(containerInterfaces),
  [`GET ${base}/feature`]: on(featureAnswer),
  [`PUT ${base}/resize`]: on(resizeVolume),
  [`POST ${base}/move_volume`]: on(moveVolume),
  [`POST ${base}/clone`]: on(cloneContainer),
  [`POST ${base}/template`]: on(convertToTemplate),
  [`GET ${base}/migrate`]: on(migrationConditions),
  [`POST ${base}/migrate`]: on(migrateContainer),
  ...configRoutes,
  ...powerRoutes,
  ...snapshotRoutes,
  ...containerConsoles,
  ...rrdRoutes("lxc"),
};

function list({ world, user, parameters }: Call): readonly unknown[] {
  return [...world.guests]
    .filter(
      ([vmid, { kind, node }]) =>
        kind === "lxc" &&
        node === parameters["node"] &&
        privilegesAt(world, user, `/vms/${vmid}`).has("VM.Audit"),
    )
    .map(([vmid, guest]) => listRow(world, vmid, guest));
}
