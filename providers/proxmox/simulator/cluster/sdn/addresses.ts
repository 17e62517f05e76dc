import { textOf, type Call, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import type { Section } from "../../section.js";
import { slice, type World } from "../../world.js";
import { isIn } from "../../address.js";
import { runningOf } from "./staging.js";
import { partsOf } from "./subnets.js";

const path = "/cluster/sdn/vnets/{vnet}/ips";

/** What PVE's own address management has given away: zone and address to whose it is. */
const given = slice("sdn-addresses", () => new Map<string, Section>());

/** Addresses of guests in subnets that are applied. */
export const addressRoutes: Routes = {
  [`POST ${path}`]: (call) => {
    const ip = textOf(call, "ip") as string;
    const key = keyOf(call);
    const subnet = subnetOf(call, ip);
    if (given(call.world).has(key)) fail(`IP '${ip}' already exist`);
    given(call.world).set(key, { ...subnet, ip, ...optional(call, "mac") });
    return null;
  },
  [`PUT ${path}`]: (call) => {
    const ip = textOf(call, "ip") as string;
    const subnet = subnetOf(call, ip);
    const mac = textOf(call, "mac");
    // Whoever had another address there gives it back.
    for (const [key, entry] of given(call.world))
      if (mac !== undefined && entry["mac"] === mac && entry["vnet"] === subnet["vnet"])
        given(call.world).delete(key);
    given(call.world).set(keyOf(call), {
      ...subnet,
      ip,
      ...optional(call, "mac"),
      ...optional(call, "vmid"),
    });
    return null;
  },
  [`DELETE ${path}`]: (call) => {
    subnetOf(call, textOf(call, "ip") as string);
    given(call.world).delete(keyOf(call));
    return null;
  },
  "GET /cluster/sdn/ipams/{ipam}/status": (call) => {
    if (textOf(call, "ipam") !== "pve") fail("Cannot get status for external IPAM");
    return [...gateways(call.world), ...given(call.world).values()];
  },
};

function keyOf(call: Call): string {
  return `${textOf(call, "zone")} ${textOf(call, "ip")}`;
}

function optional(call: Call, name: string): Section {
  const value = call.parameters[name];
  return value === undefined ? {} : { [name]: value };
}

function subnetOf({ world, parameters }: Call, ip: string): Section {
  const [id] =
    [...runningOf(world, "sdn-subnet")].find(
      ([name, { vnet }]) => vnet === parameters["vnet"] && isIn(ip, partsOf(name).cidr),
    ) ?? [];
  if (id === undefined)
    fail(`can't find any subnet for ip ${ip} at /usr/share/perl5/PVE/Network/SDN/Subnets.pm line 115.`);
  return { zone: partsOf(id).zone, vnet: String(parameters["vnet"]), subnet: partsOf(id).cidr };
}

/** The gateways of zones whose addresses PVE cares for are given away from the beginning. */
function gateways(world: World): readonly Section[] {
  const zones = runningOf(world, "sdn-zone");
  return [...runningOf(world, "sdn-subnet")].flatMap(([id, { vnet = "", gateway }]) => {
    const { zone, cidr } = partsOf(id);
    return gateway === undefined || zones.get(zone)?.["ipam"] !== "pve"
      ? []
      : [{ zone, vnet, subnet: cidr, ip: gateway, gateway: 1 }];
  });
}
