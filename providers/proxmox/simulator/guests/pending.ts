import { guestDigest } from "./digest.js";
import type { Configuration, Guest, Pending } from "./guest.js";

/** A stored text as the API shows it. */
export type Shown = (key: string, stored: string) => unknown;

export function shownConfiguration(config: Configuration, shown: Shown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(config).map(([key, stored]) => [key, shown(key, stored)]));
}

/** A configuration as it will be when everything that waits is taken. */
export function withPending(config: Configuration, pending: Pending): Configuration {
  const changed = Object.entries(pending).flatMap(([key, change]) =>
    "value" in change ? [[key, change.value] as const] : [],
  );
  return Object.fromEntries(
    [...Object.entries(config), ...changed].filter(([key]) => !("remove" in (pending[key] ?? {}))),
  );
}

interface Waiting {
  readonly value?: string;
  readonly remove?: true;
  readonly force?: true | undefined;
}

/** Each key with its value, and what waits for it. */
export function pendingRows(guest: Guest, shown: Shown): readonly unknown[] {
  const config = guest.lock === undefined ? guest.config : { ...guest.config, lock: guest.lock };
  const keys = [...new Set([...Object.keys(config), ...Object.keys(guest.pending)])];
  const rows = keys.map((key) => {
    const stored = config[key];
    const { value, remove, force }: Waiting = guest.pending[key] ?? {};
    return {
      key,
      ...(stored === undefined ? {} : { value: shown(key, stored) }),
      ...(value === undefined ? {} : { pending: shown(key, value) }),
      ...(remove === undefined ? {} : { delete: force === true ? 2 : 1 }),
    };
  });
  return [...rows, { key: "digest", value: guestDigest(guest) }];
}
