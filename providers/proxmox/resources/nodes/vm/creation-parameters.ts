import type { ValueObject } from "../../../../../lib/value/value.js";
import { changesToward } from "./changes-toward.js";
import { defaultBoot } from "./default-boot.js";
import { parametersFor } from "./parameters.js";

export interface NewGuest {
  readonly planned: ValueObject;
  readonly secrets: ValueObject;
  /** Slots of disks that come once the guest is there. */
  readonly later: readonly string[];
}

/** The configuration of a guest that is made new. */
export function creationParameters({ planned, secrets, later }: NewGuest): Readonly<Record<string, string>> {
  const changes = changesToward(planned, {});
  const parameters = parametersFor({ changes, planned, secrets, configuration: {} });
  const all = Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (later.length === 0) return all;
  const now = Object.fromEntries(Object.entries(all).filter(([key]) => !later.includes(key)));
  // PVE takes an order that names what is to come, but would itself name only what is there.
  return { boot: defaultBoot(all), ...now };
}
