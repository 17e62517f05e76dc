import { privilegesAt } from "../access/permissions.js";
import type { Call, Routes } from "../call.js";
import { nodeFigures } from "../cluster/figures.js";
import { fail } from "../failure.js";
import { cephRoutes } from "./ceph.js";
import { diskRoutes } from "./disks.js";
import { factRoutes } from "./facts.js";
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
  "GET /nodes/{node}/network": (call) => {
    const { type } = call.parameters;
    return [...nodeOf(call).interfaces]
      .filter(([iface, values]) => {
        const isBridge = values["type"] === "bridge";
        if (isBridge && !maySeeBridge(call, iface)) return false;
        return type === undefined || values["type"] === type || (String(type).startsWith("any") && isBridge);
      })
      .map(([iface, values]) => ({ iface, ...values }));
  },
  "GET /nodes/{node}/network/{iface}": (call) =>
    nodeOf(call).interfaces.get(String(call.parameters["iface"])) ?? fail("interface does not exist"),
  ...statusRoutes,
  ...settingsRoutes,
  ...serviceRoutes,
  ...factRoutes,
  ...diskRoutes,
  ...cephRoutes,
  ...taskRoutes,
};

/** Bridges are part of the software-defined network's permissions. */
function maySeeBridge({ world, user }: Call, iface: string): boolean {
  const had = privilegesAt(world, user, `/sdn/zones/localnetwork/${iface}`);
  return had.has("SDN.Audit") || had.has("SDN.Use");
}

function nodeOf({ world, parameters }: Call) {
  const name = String(parameters["node"]);
  return (
    world.nodes.get(name) ??
    fail(
      `hostname lookup '${name}' failed - failed to get address info for: ${name}: Name or service not known`,
    )
  );
}
