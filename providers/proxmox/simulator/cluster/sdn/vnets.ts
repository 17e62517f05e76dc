import { requirePrivileges } from "../../access/check.js";
import { ApiFailure, fail } from "../../failure.js";
import type { Call, Handler, Routes } from "../../call.js";
import { failParameter, sectionsOf, type SectionObject } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";
import { maySee, stagedRoutes } from "./staged-routes.js";

const path = "/cluster/sdn/vnets";
const source = "/usr/share/perl5/PVE/API2/Network/SDN/Vnets.pm line";

/** What each type of zone says of a tag: what it is called, and how big it may be. */
const tags: Readonly<Record<string, readonly [word: string, highest: number]>> = {
  vlan: ["vlan", 4096],
  qinq: ["vlan", 4096],
  vxlan: ["vxlan", 16777215],
  evpn: ["vxlan", 16777215],
};

export const vnets: SectionObject = {
  path,
  id: "vnet",
  file: "sdn-vnet",
  kind: "sdn-vnet",
  type: "vnet",
  says: {
    exists: (id) => `sdn vnet object ID '${id}' already defined`,
    missing: (id) => `sdn vnet '${id}' does not exist`,
    create: "create sdn vnet object failed",
    update: "update sdn vnet object failed",
    remove: "delete sdn vnet object failed",
  },
  prepared: ({ world }, section, { id, before }) => {
    const zone =
      sectionsOf(world, "sdn-zone").get(String(section["zone"])) ??
      fail(`cannot lookup undefined type! at ${source} ${before === undefined ? 326 : 385}.`);
    assertTag(world, id, { ...section, zoneType: zone["type"] as string });
    // A file's bytes are no longer words when they are read.
    const { alias, ...rest } = section;
    return alias === undefined || /[^ -~]/.test(String(alias)) ? rest : section;
  },
  removing: ({ world }, id) => {
    if ([...sectionsOf(world, "sdn-subnet").values()].some(({ vnet }) => vnet === id))
      failParameter("vnet", "Can't delete vnet if subnets exists");
  },
};

const staged = stagedRoutes(vnets, (row) => aclPathOf(row));

/** Virtual networks; who may see or change one is a matter of its zone. */
export const vnetRoutes: Routes = {
  ...staged,
  [`GET ${path}/{vnet}`]: permitted(["SDN.Audit", "SDN.Allocate"], `GET ${path}/{vnet}`),
  [`PUT ${path}/{vnet}`]: permitted(["SDN.Allocate"], `PUT ${path}/{vnet}`),
  [`DELETE ${path}/{vnet}`]: permitted(["SDN.Allocate"], `DELETE ${path}/{vnet}`),
};

function permitted(privileges: readonly string[], route: string): Handler {
  return (call) => {
    assertVnetAccess(call, privileges);
    return (staged[route] as Handler)(call);
  };
}

/** Refuses who has none of the privileges where a vnet's zone puts it. */
export function assertVnetAccess(call: Call, privileges: readonly string[]): void {
  const vnet = String(call.parameters["vnet"]);
  const section = sectionsOf(call.world, vnets.file).get(vnet);
  if (section === undefined) return;
  const aclPath = aclPathOf({ ...section, vnet });
  if (privileges.length === 1) return requirePrivileges(call, aclPath, privileges);
  if (call.user !== "root@pam" && !maySee(call, aclPath))
    throw new ApiFailure(403, `Permission check failed (${aclPath}, ${privileges.join("|")})`);
}

function aclPathOf({ zone, vnet, pending }: Section): string {
  const staged = pending as unknown as { readonly zone?: string } | undefined;
  return `/sdn/zones/${zone ?? staged?.zone}/${vnet}`;
}

function assertTag(world: World, id: string, { zone, zoneType, tag }: Section): void {
  const known = tags[String(zoneType)];
  if (known === undefined) {
    if (tag !== undefined) failParameter("tag", `vlan tag is not allowed on ${zoneType} zone`);
    return;
  }
  const [word, highest] = known;
  if (tag === undefined) return failParameter("tag", `missing ${word} tag`);
  if (Number(tag) > highest) failParameter("tag", `${word} tag max value is ${highest}`);
  const [twin] =
    [...sectionsOf(world, vnets.file)].find(
      ([other, section]) => other !== id && section["zone"] === zone && section["tag"] === tag,
    ) ?? [];
  if (twin !== undefined) failParameter("tag", `tag ${tag} already exist in vnet ${twin}`);
}
