import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Configuration } from "../guest/configuration.js";
import type { Parts } from "../../../form/property-string.js";
import { lineNotation } from "../guest/line.js";
import { isUnused } from "../guest/volume.js";
import { mountSlots } from "./mounts.js";

/** What a container mounts. */
export interface Mount {
  /** A volume of a storage; or a directory or a device of the node, which is nobody's to move, grow or destroy. */
  readonly kind: "volume" | "of the node";
  /** A volume id, or a path of the node. */
  readonly volume: string;
  readonly parts: Parts;
}

/** The notation of `rootfs` and `mp0`: what is mounted stands first. */
export const mountLine = lineNotation("volume");

export function mountOf(line: string): Mount {
  const parts = mountLine.split(line);
  const volume = parts["volume"] ?? "";
  return { kind: volume.startsWith("/") ? "of the node" : "volume", volume, parts };
}

/** All that a container mounts, by slot, the root first. */
export function mountsOf(configuration: Configuration): Readonly<Record<string, Mount>> {
  return Object.fromEntries(
    Object.entries(configuration)
      .filter(([key, line]) => (key === "rootfs" || isSlot(mountSlots, key)) && line.trim() !== "")
      .map(([key, line]) => [key, mountOf(line)] as const)
      .sort(([left], [right]) => numberOf(left) - numberOf(right)),
  );
}

/** The volumes that go with a container, by slot, detached ones too, with their sizes where these are known. */
export function ownVolumes(
  configuration: Configuration,
): Readonly<Record<string, { readonly volume: string; readonly size: string | null }>> {
  const mounted = Object.entries(mountsOf(configuration)).filter(([, { kind }]) => kind === "volume");
  const unused = Object.entries(configuration).filter(([key]) => isUnused(key));
  return Object.fromEntries([
    ...mounted.map(([slot, { volume, parts }]) => [slot, { volume, size: parts["size"] ?? null }] as const),
    ...unused.map(([slot, volume]) => [slot, { volume, size: null }] as const),
  ]);
}

function numberOf(slot: string): number {
  return slot === "rootfs" ? -1 : Number(slot.replace("mp", ""));
}
