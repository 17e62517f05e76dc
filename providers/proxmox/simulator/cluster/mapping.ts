import { privilegesAt } from "../access/permissions.js";
import { elementsOf, textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { sectionHandlers, type SectionHandlers, type SectionObject } from "../section-object.js";
import { without, type Section } from "../section.js";

/** Directories that every node has, and with them what lies above storages. */
const known =
  /^\/(?:$|(?:bin|boot|dev|etc|home|lib|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?:\/|$))/;

const kinds = ["dir", "pci", "usb"] as const;
type Kind = (typeof kinds)[number];

const words: Readonly<Record<Kind, string>> = { dir: "directory", pci: "hardware", usb: "hardware" };

/** Names for what differs from node to node. */
export const mappingRoutes: Routes = Object.assign(
  {},
  ...kinds.map((kind) => routesOf(kind, sectionHandlers(mapping(kind)))),
) as Routes;

function mapping(kind: Kind): SectionObject {
  return {
    path: `/cluster/mapping/${kind}`,
    id: "id",
    file: `mapping-${kind}`,
    kind: `mapping-${kind}`,
    type: kind,
    says: {
      exists: (id) => `${kind} ID '${id}' already defined`,
      missing: (id) => `mapping '${id}' not found`,
      create: `create ${words[kind]} mapping failed`,
      update: `update ${words[kind]} mapping failed`,
      remove: `delete ${kind} mapping failed`,
    },
    before: assertPaths,
    shown: (section) => ({ ...section, map: elementsOf(section["map"]) }),
  };
}

function routesOf(kind: Kind, handlers: SectionHandlers): Routes {
  const path = `/cluster/mapping/${kind}`;
  return {
    [`GET ${path}`]: (call) => {
      const node = textOf(call, "check-node");
      return (handlers.list(call) as readonly Section[])
        .filter(({ id }) => maySee(call, `/mapping/${kind}/${id}`))
        .map((row) => (node === undefined ? row : { ...row, checks: checksOf(row, node) }));
    },
    [`POST ${path}`]: handlers.create,
    [`GET ${path}/{id}`]: (call) => without(handlers.read(call) as Section, new Set(["id"])),
    [`PUT ${path}/{id}`]: (call) => {
      // The map must come with every change, though the description does not say so.
      if (!("map" in call.parameters) && !/[\r\n]/.test(textOf(call, "description") ?? ""))
        fail(`update ${words[kind]} mapping failed: missing value for required option 'map'`);
      assertPaths(call);
      return handlers.update(call);
    },
    [`DELETE ${path}/{id}`]: handlers.remove,
  };
}

/** What is wrong with a mapping on one node. */
function checksOf({ map }: Section, node: string): readonly object[] {
  const isMapped = (map as unknown as readonly string[]).some((each) =>
    each.split(",").includes(`node=${node}`),
  );
  return isMapped ? [] : [{ severity: "warning", message: `No mapping for node ${node}.` }];
}

function maySee({ world, user }: Call, path: string): boolean {
  const had = privilegesAt(world, user, path);
  return ["Mapping.Audit", "Mapping.Use", "Mapping.Modify"].some((privilege) => had.has(privilege));
}

/** A mapped directory must be there; the simulated nodes have a system's, and those of storages. */
function assertPaths({ world, parameters }: Call): void {
  const storages = [...world.storages.values()].map(({ config }) => String(config["path"] ?? "/"));
  for (const map of elementsOf(parameters["map"])) {
    const path = /(?:^|,)path=([^,]*)/.exec(map)?.[1];
    if (path === undefined || !path.startsWith("/")) continue;
    if (!known.test(path) && !storages.some((each) => `${each}/`.startsWith(`${path.replace(/\/$/, "")}/`)))
      fail(`Path ${path} does not exist`);
  }
}
