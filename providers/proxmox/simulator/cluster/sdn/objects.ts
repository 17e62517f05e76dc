import { fail } from "../../failure.js";
import { failParameter, sectionsOf, type SectionObject } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";

/** What zones name of other objects, where those are, and what PVE says if they are not. */
const references: readonly (readonly [name: string, file: string, says: string])[] = [
  ["dns", "sdn-dns", "don't exist"],
  ["reversedns", "sdn-dns", "don't exist"],
  ["ipam", "sdn-ipam", "not existing"],
  ["controller", "sdn-controller", "don't exist"],
];
/** Lists of nodes, which are kept in order. */
const nodeLists = ["nodes", "exitnodes"];

export const zones = sdnObject("zone", {
  prepared: ({ world }, section) => {
    for (const [name, file, says] of references) {
      const wanted = section[name];
      if (wanted !== undefined && !filesWithBuiltIn(world, file).has(String(wanted)))
        failParameter(name, `${wanted} ${says}`);
    }
    const lists = nodeLists.filter((name) => name in section);
    return {
      ...section,
      ...Object.fromEntries(lists.map((name) => [name, elements(section[name]).sort().join(",")])),
    };
  },
  removing: ({ world }, id) => {
    const vnet = userOf(world, "sdn-vnet", ({ zone }) => zone === id);
    if (vnet !== undefined) fail(`zone ${id} is used by vnet ${vnet}`);
  },
});

export const controllers = sdnObject("controller", {
  removing: ({ world }, id) => {
    const zone = userOf(world, "sdn-zone", ({ controller }) => controller === id);
    const source = "/usr/share/perl5/PVE/Network/SDN/Controllers/EvpnPlugin.pm line 476.";
    if (zone !== undefined) fail(`controller ${id} is used by ${zone} at ${source}`);
  },
});

export const ipams = sdnObject("ipam", {
  prepared: (_, section) => {
    if (section["type"] !== "pve")
      fail(`Can't connect to ${section["type"]} api: ${unreachable(section["url"])}`);
    return section;
  },
  removing: ({ world }, id) => {
    const zone = userOf(world, "sdn-zone", ({ ipam }) => ipam === id);
    if (zone !== undefined) fail(`ipam ${id} is used by zone ${zone}`);
  },
});

export const dnsServers = sdnObject("dns", {
  prepared: (_, section) => fail(`dns api error: ${unreachable(section["url"])}`),
});

/** A file with what PVE always has in it. */
export function filesWithBuiltIn(world: World, file: string): ReadonlyMap<string, Section> {
  const known = sectionsOf(world, file);
  return file !== "sdn-ipam" || known.has("pve") ? known : new Map([...known, ["pve", { type: "pve" }]]);
}

function sdnObject(
  word: "zone" | "controller" | "ipam" | "dns",
  own: Pick<SectionObject, "prepared" | "removing">,
): SectionObject {
  return {
    path: `/cluster/sdn/${word === "dns" ? word : `${word}s`}`,
    id: word,
    file: `sdn-${word}`,
    kind: `sdn-${word}`,
    says: {
      exists: (id) => `sdn ${word} object ID '${id}' already defined`,
      missing: (id) => `sdn '${id}' does not exist`,
      create: `create sdn ${word} object failed`,
      update: `update sdn ${word} object failed`,
      remove: `delete sdn ${word} object failed`,
    },
    ...own,
  };
}

function userOf(world: World, file: string, uses: (section: Section) => boolean): string | undefined {
  return [...sectionsOf(world, file)].find(([, section]) => uses(section))?.[0];
}

function elements(list: string | number | undefined): string[] {
  return String(list ?? "")
    .split(/[;,\s]+/)
    .filter((each) => each !== "");
}

/** A simulated node reaches no server. */
function unreachable(url: string | number | undefined): string {
  if (!URL.canParse(String(url))) return "Invalid response from server: 400 URL must be absolute";
  const { hostname, port, protocol } = new URL(String(url));
  const reason = /^[\d.:[\]]+$/.test(hostname)
    ? "Connection refused"
    : "Temporary failure in name resolution";
  return `Invalid response from server: 500 Can't connect to ${hostname}:${port || (protocol === "http:" ? 80 : 443)} (${reason})`;
}
