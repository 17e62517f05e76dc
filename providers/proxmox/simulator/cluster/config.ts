import type { Handler, Routes } from "../call.js";
import { ApiFailure, fail } from "../failure.js";

const withoutCeph: Handler = () => fail("binary not installed: /usr/bin/ceph-mon");

/** What a node outside of a cluster says about the cluster, and one without Ceph about Ceph. */
export const configRoutes: Routes = {
  "GET /cluster/config/nodes": () => [],
  "GET /cluster/config/apiversion": () => "1",
  "GET /cluster/config/totem": () => null,
  "GET /cluster/config/qdevice": () => ({}),
  "GET /cluster/config/join": () => {
    throw new ApiFailure(424, "node is not in a cluster, no join info available!");
  },
  "GET /cluster/ceph/status": withoutCeph,
  "GET /cluster/ceph/metadata": withoutCeph,
  "GET /cluster/ceph/flags": withoutCeph,
  "PUT /cluster/ceph/flags": withoutCeph,
  "GET /cluster/ceph/flags/{flag}": withoutCeph,
  "PUT /cluster/ceph/flags/{flag}": withoutCeph,
};
