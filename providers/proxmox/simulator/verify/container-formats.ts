import type { FormatCheck } from "./format-check.js";

/** Formats of a container's keys: what is wrong with a text, in PVE's words. */
export const containerFormatChecks: Readonly<Record<string, FormatCheck>> = {
  "pve-lxc-mp-string": climbs,
  "pve-lxc-dev-string": (text) =>
    climbs(text) ?? (text.startsWith("/dev/") ? undefined : `${text} is not a valid device path`),
  "pve-ct-timezone": (text) =>
    text === "host" || isTimezone(text) ? undefined : `invalid time zone '${text}'`,
};

/** A path must not go up the tree, nor name where it is. */
function climbs(path: string): string | undefined {
  return /(?:^|\/)\.\.?(?:\/|$)/.test(path) ? `${path} contains illegal character sequences` : undefined;
}

/** Known by exactly this name: `Europe/Vienna`, not `europe/vienna`. */
function isTimezone(name: string): boolean {
  if (name === "UTC") return true;
  const isSpelledOut = name.split(/[/_-]/).every((part) => /^(?:[A-Z]|of$|es$|au$|d')/.test(part));
  if (!isSpelledOut) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
