import { textOf, type Call, type Routes } from "../../call.js";
import { parameterFailure } from "../../failure.js";
import { maySee } from "./staged-routes.js";
import { runningOf } from "./staging.js";

const base = "/nodes/{node}/sdn";

/** What a node says of the networks that are applied. */
export const nodeSdnRoutes: Routes = {
  [`GET ${base}/zones`]: (call) =>
    [...runningOf(call.world, "sdn-zone")]
      .filter(([zone, { nodes }]) => isOn(call, nodes) && maySee(call, `/sdn/zones/${zone}`))
      .map(([zone]) => ({ zone, status: "available" })),
  [`GET ${base}/zones/{zone}/content`]: (call) =>
    vnetsOf(call).map((vnet) => ({ vnet, status: "available" })),
  [`GET ${base}/zones/{zone}/bridges`]: (call) => {
    assertZone(call);
    return vnetsOf(call).map((name) => ({ name, vlan_filtering: "0", ports: [] }));
  },
  [`GET ${base}/zones/{zone}/ip-vrf`]: (call) => {
    assertZone(call);
    return [];
  },
  [`GET ${base}/vnets/{vnet}/mac-vrf`]: (call) => {
    if (!runningOf(call.world, "sdn-vnet").has(textOf(call, "vnet") as string))
      throw parameterFailure({ vnet: "vnet does not exist" });
    return [];
  },
  [`GET ${base}/fabrics/{fabric}/routes`]: onFabric,
  [`GET ${base}/fabrics/{fabric}/neighbors`]: onFabric,
  [`GET ${base}/fabrics/{fabric}/interfaces`]: onFabric,
};

function isOn({ parameters }: Call, nodes: string | number | undefined): boolean {
  return nodes === undefined || String(nodes).split(",").includes(String(parameters["node"]));
}

function vnetsOf(call: Call): readonly string[] {
  const wanted = textOf(call, "zone");
  return [...runningOf(call.world, "sdn-vnet")]
    .filter(([, { zone }]) => zone === wanted)
    .map(([vnet]) => vnet);
}

function assertZone(call: Call): void {
  if (!runningOf(call.world, "sdn-zone").has(textOf(call, "zone") as string))
    throw parameterFailure({ zone: "zone does not exist" });
}

function onFabric(call: Call): readonly unknown[] {
  if (!runningOf(call.world, "sdn-fabric").has(textOf(call, "fabric") as string))
    throw parameterFailure({ fabric: "fabric does not exist" });
  return [];
}
