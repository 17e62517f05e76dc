import { privilegesAt } from "../access/permissions.js";
import type { Routes } from "../call.js";
import { nodeFigures } from "../cluster/figures.js";
import { cephRoutes } from "./ceph.js";
import { certificateRoutes } from "./certificates.js";
import { diskRoutes } from "./disks.js";
import { factRoutes } from "./facts.js";
import { networkRoutes } from "./network.js";
import { serviceRoutes } from "./services.js";
import { settingsRoutes } from "./settings.js";
import { statusRoutes } from "./status.js";
import { taskRoutes } from "./tasks.js";

export const nodeRoutes: Routes = {
  "GET /nodes": ({ world, user }) =>
    [...world.nodes.keys()].map((node) => ({
      id: `node/${node}`,
      node,
      type: "node",
      status: "online",
      level: "",
      ssl_fingerprint: "",
      // How busy a node is, is only for those who may look.
      ...(privilegesAt(world, user, `/nodes/${node}`).has("Sys.Audit") ? nodeFigures(world) : {}),
    })),
  ...networkRoutes,
  ...statusRoutes,
  ...settingsRoutes,
  ...serviceRoutes,
  ...factRoutes,
  ...diskRoutes,
  ...cephRoutes,
  ...certificateRoutes,
  ...taskRoutes,
};
