import { elementsOf, textOf, type Call, type Handler, type Routes } from "../../call.js";
import { failParameter, sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";
import type { Section } from "../../section.js";
import { parseProperties } from "../../verify/property-string.js";
import { specification } from "../../../api/specification/specification.js";
import { isIn } from "../../address.js";
import { locked } from "./staged-routes.js";
import { viewOf, viewOfOne } from "./staging.js";
import { assertVnetAccess } from "./vnets.js";

const path = "/cluster/sdn/vnets/{vnet}/subnets";

export const subnets: SectionObject = {
  path,
  id: "subnet",
  file: "sdn-subnet",
  kind: "sdn-subnet",
  type: "subnet",
  says: {
    exists: (id) => `sdn subnet object ID '${id}' already defined`,
    missing: (id) => `sdn subnet '${id}' does not exist`,
    create: "create sdn subnet object failed",
    update: "update sdn subnet object failed",
    remove: "delete sdn subnet object failed",
  },
  prepared: (_, section, { id }) => {
    const { cidr } = partsOf(id);
    const gateway = section["gateway"];
    if (gateway !== undefined && !isIn(String(gateway), cidr))
      failParameter("gateway", `${gateway} is not in subnet ${cidr}`);
    for (const range of rangesOf(section["dhcp-range"]))
      for (const [name, address] of Object.entries(range))
        if (!isIn(address, cidr)) failParameter("dhcp-range", `${name} ${address} is not in subnet ${cidr}`);
    return section;
  },
  shown: (section, id) => ({
    ...section,
    id,
    ...partsOf(id),
    "dhcp-range": rangesOf(section["dhcp-range"]),
  }),
};

const handlers = sectionHandlers(subnets);

/** Networks of addresses in a vnet; their names tell the zone too. */
export const subnetRoutes: Routes = {
  [`GET ${path}`]: visible((call) =>
    viewOf(call, subnets).filter((row) => vnetOf(row) === textOf(call, "vnet")),
  ),
  [`POST ${path}`]: allocating(
    locked(subnets.says.create, (call) => {
      const zone = sectionsOf(call.world, "sdn-vnet").get(textOf(call, "vnet") as string)?.["zone"];
      const subnet = `${zone}-${(textOf(call, "subnet") as string).replace("/", "-")}`;
      return handlers.create({ ...call, parameters: { ...call.parameters, subnet } });
    }),
  ),
  [`GET ${path}/{subnet}`]: visible((call) => viewOfOne(call, subnets)),
  [`PUT ${path}/{subnet}`]: allocating(locked(subnets.says.update, handlers.update)),
  [`DELETE ${path}/{subnet}`]: allocating(locked(subnets.says.remove, handlers.remove)),
};

function visible(handler: Handler): Handler {
  return (call) => {
    assertVnetAccess(call, ["SDN.Audit", "SDN.Allocate"]);
    return handler(call);
  };
}

function allocating(handler: Handler): Handler {
  return (call: Call) => {
    assertVnetAccess(call, ["SDN.Allocate"]);
    return handler(call);
  };
}

function vnetOf({ vnet, pending }: Section): string | number | undefined {
  return vnet ?? (pending as unknown as Section | undefined)?.["vnet"];
}

/** `z1-10.9.0.0-24`: the zone, the network, and the length of its mask. */
export function partsOf(id: string) {
  const [zone = "", network = "", mask = ""] = id.split("-");
  return { zone, network, mask, cidr: `${network}/${mask}` };
}

function rangesOf(value: string | number | undefined): readonly Readonly<Record<string, string>>[] {
  const format = specification().formats["pve-sdn-dhcp-range"] ?? {};
  return elementsOf(value).map((range) => parseProperties(format, range).values);
}
