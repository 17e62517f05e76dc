import { accessRoutes } from "./access/routes.js";
import type { Routes } from "./call.js";
import { backupRoutes } from "./backup/routes.js";
import { bulkActionRoutes } from "./cluster/bulk-action.js";
import { haAsking } from "./cluster/ha/asking.js";
import { clusterRoutes } from "./cluster/routes.js";
import { firewallRoutes } from "./firewall/routes.js";
import { lxcRoutes } from "./lxc/routes.js";
import { qemuRoutes } from "./qemu/routes.js";
import { allGuestsRoutes } from "./nodes/all-guests.js";
import { nodeRoutes } from "./nodes/routes.js";
import { storageRoutes } from "./storages/routes.js";

const single: Routes = {
  ...accessRoutes,
  ...clusterRoutes,
  ...nodeRoutes,
  ...storageRoutes,
  ...backupRoutes,
  ...firewallRoutes,
  ...qemuRoutes,
  ...lxcRoutes,
};

const withHa: Routes = { ...single, ...haAsking(single) };

/** Every method that behaves; one that is not here is verified and permitted, and then answers in its declared shape. */
export const routes: Routes = {
  ...withHa,
  ...bulkActionRoutes(withHa),
  ...allGuestsRoutes(withHa),
};

/** What guests can be asked by the HA manager itself. */
export const guestRoutes: Routes = single;
