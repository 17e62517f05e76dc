import type { Facts } from "../../../../../lib/schema/attribute.js";
import type { GuestConfiguration } from "../guest/configuration.js";
import { ownVolumes } from "./volumes.js";

/** What planning must know beside the attributes. */
export function factsOf({ wished }: GuestConfiguration): Facts {
  return {
    volumes: Object.fromEntries(
      Object.entries(ownVolumes(wished)).map(([slot, volume]) => [slot, { ...volume }]),
    ),
    unprivileged: wished["unprivileged"] === "1",
  };
}
