import type { ValueObject } from "../../../../../lib/value/value.js";
import { bytesOf } from "./size.js";

/** What is done to a volume by a call of its own. */
export type VolumeWork =
  | {
      readonly kind: "move";
      readonly slot: string;
      readonly storage: string;
      /** Only where it becomes another one. */
      readonly format?: string;
    }
  | { readonly kind: "grow"; readonly slot: string; readonly size: string };

/** A volume in its slot. */
export interface StandingVolume {
  readonly storage: string | null;
  readonly size: string | undefined;
  readonly format?: string;
}

/** The move and the growth that bring a volume that stands to what is planned for its slot. */
export function workOn(
  slot: string,
  now: StandingVolume,
  { storage, size, format }: ValueObject,
): readonly VolumeWork[] {
  const target = typeof storage === "string" ? storage : now.storage;
  const otherFormat = typeof format === "string" && format !== now.format ? { format } : undefined;
  const moves = target !== null && (target !== now.storage || otherFormat !== undefined);
  const grows = typeof size === "string" && now.size !== undefined && bytesOf(size) > bytesOf(now.size);
  return [
    ...(moves ? [{ kind: "move" as const, slot, storage: target, ...otherFormat }] : []),
    ...(grows ? [{ kind: "grow" as const, slot, size }] : []),
  ];
}
