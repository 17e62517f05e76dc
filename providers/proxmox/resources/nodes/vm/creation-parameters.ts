import { changesToward } from "../guest/changes-toward.js";
import type { GuestWish } from "../guest/guest-wish.js";
import { attributes } from "./attributes.js";
import { defaultBoot } from "./default-boot.js";
import { parametersFor } from "./parameters.js";

interface NewMachine extends GuestWish {
  /** Slots of disks that come once the guest is there. */
  readonly later: readonly string[];
}

/** The configuration of a guest that is made new. */
export function creationParameters({
  planned,
  secrets,
  later,
}: NewMachine): Readonly<Record<string, string>> {
  const changes = changesToward(attributes, { planned, seen: {} });
  const parameters = parametersFor({ changes, planned, secrets, configuration: {} });
  const all = Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (later.length === 0) return all;
  const now = Object.fromEntries(Object.entries(all).filter(([key]) => !later.includes(key)));
  // PVE takes an order that names what is to come, but would itself name only what is there.
  return { boot: defaultBoot(all), ...now };
}
