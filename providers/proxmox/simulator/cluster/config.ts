import type { Handler, Routes } from "../call.js";
import { digestOf } from "../digest.js";
import { ApiFailure, fail } from "../failure.js";
import type { World } from "../world.js";
import { clusterName, isClustered } from "./membership.js";

const withoutCeph: Handler = () => fail("binary not installed: /usr/bin/ceph-mon");

const totem = {
  cluster_name: clusterName,
  config_version: "1",
  interface: { "0": { linknumber: "0" } },
  ip_version: "ipv4-6",
  link_mode: "passive",
  secauth: "on",
  version: "2",
};

/** The nodes as Corosync knows them. */
function members({ nodes }: World) {
  return [...nodes.values()].map(({ name, id, address }) => ({
    node: name,
    name,
    nodeid: String(id),
    quorum_votes: "1",
    ring0_addr: address,
  }));
}

/** What a node outside of a cluster says about the cluster, and one without Ceph about Ceph. */
export const configRoutes: Routes = {
  "GET /cluster/config/nodes": ({ world }) => (isClustered(world) ? members(world) : []),
  "GET /cluster/config/apiversion": () => "1",
  "GET /cluster/config/totem": ({ world }) => (isClustered(world) ? totem : null),
  "GET /cluster/config/qdevice": () => ({}),
  "GET /cluster/config/join": ({ world, local }) => {
    if (!isClustered(world)) throw new ApiFailure(424, "node is not in a cluster, no join info available!");
    return {
      config_digest: digestOf(JSON.stringify(members(world))),
      nodelist: members(world).map((member) => ({
        ...member,
        pve_addr: member.ring0_addr,
        pve_fp: fingerprintOf(world, member.name),
      })),
      preferred_node: local,
      totem,
    };
  },
  "GET /cluster/ceph/status": withoutCeph,
  "GET /cluster/ceph/metadata": withoutCeph,
  "GET /cluster/ceph/flags": withoutCeph,
  "PUT /cluster/ceph/flags": withoutCeph,
  "GET /cluster/ceph/flags/{flag}": withoutCeph,
  "PUT /cluster/ceph/flags/{flag}": withoutCeph,
};

function fingerprintOf({ nodes }: World, name: string): string {
  return nodes.get(name)?.certificate?.fingerprint ?? "";
}
