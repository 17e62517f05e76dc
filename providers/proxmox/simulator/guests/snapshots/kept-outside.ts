import { unusedSlot, type Configuration } from "../guest.js";

/** What a snapshot does not tell of a guest: its description, and the volumes that it does not use. */
export function isKeptOutside(key: string): boolean {
  return key === "description" || unusedSlot.test(key);
}

/** The keys of a configuration of which something is true. */
export function keysOf(config: Configuration, isWanted: (key: string) => boolean): Configuration {
  return Object.fromEntries(Object.entries(config).filter(([key]) => isWanted(key)));
}
