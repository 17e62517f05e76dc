import type { Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import { computed } from "../../../../../lib/schema/roles.js";
import { listOf, text } from "../../../../../lib/schema/types.js";
import { equal } from "../../../../../lib/value/equal.js";
import { parsePath, pathText, valueAt } from "../../../../../lib/value/path.js";
import { isList, unknown, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import { pendingKeys, type GuestConfiguration } from "./configuration.js";
import { cold } from "./effects.js";
import type { GuestType } from "./guest-type.js";
import { waitsForStart } from "./waits-for-start.js";

/** The attribute that tells what a running guest does not have yet. */
export const pending = computed(
  listOf(text),
  "Attributes whose change is stored and waits for the guest's next start. What the code says of them is brought about by a restart, unless `reboot_after_update` rules that out.",
  { derived: true, effect: cold },
);

/** The attributes whose change waits, as Proxmox VE itself says. */
export function pendingIn(configuration: GuestConfiguration, pathOf: GuestType["pathOf"]): readonly string[] {
  const paths = pendingKeys(configuration).flatMap((key) => {
    const path = pathOf(key, { ...configuration.running, ...configuration.wished });
    return path === undefined ? [] : [pathText(path)];
  });
  return [...new Set(paths)].sort();
}

/**
 * A restart that an earlier apply owes is planned like any change: where the code says what waits, and allows it. What
 * somebody else left waiting restarts nothing.
 */
export function restartOwed(
  planned: ValueObject,
  prior: ValueObject | null,
  configuration: ValueObject,
): ValueObject {
  if (prior === null) return planned;
  const isAllowed = planned["reboot_after_update"] !== false && planned["running"] !== false;
  if (isAllowed && waiting(prior).some((path) => isSaid(path, configuration)))
    return { ...planned, pending: [] };
  // What else is written may wait in its turn: only Proxmox VE can tell.
  return equal(planned, prior) ? planned : { ...planned, pending: unknown };
}

/** Tells of changes that wait and that the plan does not bring about. */
export function stillPending(planned: ValueObject): readonly Diagnostic[] {
  return waiting(planned).map((path) => waitsForStart(parsePath(path) ?? ["pending"]));
}

function waiting({ pending: paths = null }: ValueObject): readonly string[] {
  return isList(paths) ? paths.map(String) : [];
}

function isSaid(path: string, configuration: ValueObject): boolean {
  const parsed = parsePath(path);
  const value: Value | undefined = parsed === undefined ? null : valueAt(configuration, parsed);
  return (value ?? null) !== null;
}
