import type { Guest } from "../../guests/guest.js";
import { sectionsOf } from "../../section-object.js";
import type { World } from "../../world.js";
import { elementsOf } from "../../elements.js";

export interface MappedResource {
  readonly key: string;
  readonly kind: "usb" | "pci" | "dir";
  readonly name: string;
}

const kinds = { usb: "usb", hostpci: "pci", virtiofs: "dir" } as const;

/** What a guest uses of its node, by key; what goes by the name of a mapping is among it. */
export function localResources({ config }: Guest): readonly string[] {
  return Object.entries(config)
    .filter(([key, line]) => {
      if (key === "ivshmem") return true;
      if (/^usb\d+$/.test(key)) return !/^(?:host=)?spice\b/i.test(line);
      if (/^serial\d+$/.test(key)) return line !== "socket";
      return /^(?:hostpci|parallel|virtiofs)\d+$/.test(key);
    })
    .map(([key]) => key)
    .sort();
}

/** What of it has a name that may mean something on other nodes too. */
export function mappedResources({ config }: Guest): readonly MappedResource[] {
  return Object.entries(config).flatMap(([key, line]) => {
    const [, base = ""] = /^([a-z]+)\d+$/.exec(key) ?? [];
    const kind = kinds[base as keyof typeof kinds];
    const name = base === "virtiofs" ? line.replace(/^dirid=/, "").split(",")[0] : mappingIn(line);
    return kind === undefined || name === undefined ? [] : [{ key, kind, name }];
  });
}

/** The keys of mapped resources that mean nothing on a node. */
export function missingOn(world: World, guest: Guest, node: string): readonly string[] {
  return mappedResources(guest)
    .filter(({ kind, name }) => {
      const maps = elementsOf(sectionsOf(world, `mapping-${kind}`).get(name)?.["map"] ?? "");
      return !maps.some((map) => new RegExp(`(?:^|,)node=${node}(?:,|$)`).test(map));
    })
    .map(({ key }) => key);
}

function mappingIn(line: string): string | undefined {
  return /(?:^|,)mapping=([^,]+)/.exec(line)?.[1];
}
