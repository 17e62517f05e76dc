import { unusedSlot, type Configuration } from "./guest.js";

/** The next free `unusedN`, or the one that already holds the volume. */
export function unusedFor(config: Configuration, volume: string): string {
  const holding = Object.keys(config).find((key) => unusedSlot.test(key) && config[key] === volume);
  if (holding !== undefined) return holding;
  let index = 0;
  while (`unused${index}` in config) index++;
  return `unused${index}`;
}
