import type { Routes } from "../../call.js";
import { rowOf, sectionHandlers, type SectionObject } from "../../section-object.js";
import { addressRoutes } from "./addresses.js";
import { applyRoutes } from "./apply.js";
import { fabricRoutes } from "./fabrics.js";
import { nodeSdnRoutes } from "./node.js";
import { controllers, dnsServers, filesWithBuiltIn, ipams, zones } from "./objects.js";
import { routeFilterRoutes } from "./route-filters.js";
import { locked, maySee, stagedRoutes } from "./staged-routes.js";
import { subnetRoutes } from "./subnets.js";
import { vnetRoutes } from "./vnets.js";

/** Software-defined networks. */
export const sdnRoutes: Routes = {
  ...stagedRoutes(zones, ({ zone }) => `/sdn/zones/${zone}`),
  ...vnetRoutes,
  ...subnetRoutes,
  ...stagedRoutes(controllers, ({ controller }) => `/sdn/controllers/${controller}`),
  ...immediateRoutes(ipams),
  ...immediateRoutes(dnsServers),
  ...addressRoutes,
  ...applyRoutes,
  ...fabricRoutes,
  ...routeFilterRoutes,
  ...nodeSdnRoutes,
};

/** The routes of an object whose changes count at once. */
function immediateRoutes(object: SectionObject): Routes {
  const { path, id, says } = object;
  const handlers = sectionHandlers(object);
  return {
    [`GET ${path}`]: (call) =>
      [...filesWithBuiltIn(call.world, object.file)]
        .filter(([name]) => maySee(call, `${path.replace("/cluster", "")}/${name}`))
        .map((entry) => rowOf(call.world, object, entry)),
    [`POST ${path}`]: locked(says.create, handlers.create),
    [`GET ${path}/{${id}}`]: (call) => {
      const name = String(call.parameters[id]);
      const section = filesWithBuiltIn(call.world, object.file).get(name);
      return section === undefined ? handlers.read(call) : rowOf(call.world, object, [name, section]);
    },
    [`PUT ${path}/{${id}}`]: locked(says.update, handlers.update),
    [`DELETE ${path}/{${id}}`]: locked(says.remove, handlers.remove),
  };
}
