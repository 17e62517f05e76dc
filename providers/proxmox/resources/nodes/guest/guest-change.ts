import type { Change } from "../../../../../lib/schema/resource.js";
import type { GuestConfiguration } from "./configuration.js";
import type { GuestWish } from "./guest-wish.js";

/** What a guest's power is while it is changed, and right after. */
export type PowerMeanwhile = "is down" | "stays up" | "is restarted afterwards";

/** What is to become of a guest that stands. */
export interface GuestChange extends GuestWish {
  readonly changes: readonly Change[];
  readonly found: GuestConfiguration;
  /** Of the configuration that the plan saw; undefined where it was changed since, by ourselves. */
  readonly digest: string | undefined;
  readonly power: PowerMeanwhile;
}
