import type { Configuration, GuestConfiguration } from "../guest/configuration.js";
import { withParts } from "../../../form/property-string.js";
import { mountLine, mountsOf } from "./volumes.js";

/**
 * The configuration that waits, with the sizes that volumes have. A line that waited while its volume grew notes the
 * size of before, and would bring it back.
 */
export function withRealSizes({ running, wished }: GuestConfiguration): Configuration {
  const now = mountsOf(running);
  const lines = Object.entries(mountsOf(wished)).flatMap(([slot, { volume, parts }]) => {
    const { [slot]: standing } = now;
    const size = standing?.volume === volume ? standing.parts["size"] : undefined;
    return size === undefined || size === parts["size"]
      ? []
      : [[slot, mountLine.join(withParts(parts, { size }))] as const];
  });
  return { ...wished, ...Object.fromEntries(lines) };
}
