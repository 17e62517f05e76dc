import type { Routes } from "../call.js";
import { cephRoutes } from "./ceph.js";
import { certificateRoutes } from "./certificates.js";
import { diskRoutes } from "./disks.js";
import { factRoutes } from "./facts.js";
import { networkRoutes } from "./network.js";
import { nodeRow } from "./row.js";
import { serviceRoutes } from "./services.js";
import { settingsRoutes } from "./settings.js";
import { statusRoutes } from "./status.js";
import { taskRoutes } from "./tasks.js";

export const nodeRoutes: Routes = {
  "GET /nodes": (call) =>
    [...call.world.nodes.values()].map(({ name, certificate }) => ({
      ...nodeRow(call, name),
      ssl_fingerprint: certificate?.fingerprint ?? "",
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
