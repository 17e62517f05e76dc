import type { Routes } from "../call.js";
import { clusterName, isClustered, isQuorate, seenFrom } from "./membership.js";

/** Who belongs to the cluster, as one of its nodes sees it. */
export const statusRoutes: Routes = {
  "GET /cluster/status": ({ world, local }) => {
    const { nodes } = world;
    const seen = seenFrom(world, local);
    const cluster = {
      type: "cluster",
      id: "cluster",
      name: clusterName,
      version: nodes.size,
      nodes: nodes.size,
      quorate: isQuorate(world, local) ? 1 : 0,
    };
    return [
      ...(isClustered(world) ? [cluster] : []),
      ...[...nodes.values()].map(({ name, id, address }) => ({
        type: "node",
        id: `node/${name}`,
        name,
        // Only a cluster gives numbers to its nodes.
        nodeid: isClustered(world) ? id : 0,
        ip: address,
        online: seen.has(name) ? 1 : 0,
        local: name === local ? 1 : 0,
        level: "",
      })),
    ];
  },
};
