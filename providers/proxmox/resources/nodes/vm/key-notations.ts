import { oneOf, textLike } from "../../../../../lib/schema/types.js";
import { hotplugFeatures } from "./effects.js";
import { partsOf } from "./line.js";

/** A DNS name, as PVE accepts it for a guest. */
export const machineName = textLike(
  /^([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*$/,
  "must be a DNS name: letters, digits and hyphens between dots",
);

export const osTypes = oneOf(
  "other",
  "wxp",
  "w2k",
  "w2k3",
  "w2k8",
  "wvista",
  "win7",
  "win8",
  "win10",
  "win11",
  "l24",
  "l26",
  "solaris",
);

/** PVE drops blanks and line ends after the last letter. */
export const description = { absent: "", canonical: (text: string) => text.trimEnd() };

/** PVE sorts and folds tags (`B;a` is `a;b`), not always at once. */
export const tags = {
  absent: [] as readonly string[],
  canonical: (given: readonly string[]) => [...new Set(given.map((tag) => tag.toLowerCase()))].sort(),
  encode: (given: readonly string[]) => given.join(";"),
  decode: (text: string) => text.split(/[;,\s]+/).filter((tag) => tag !== ""),
};

/** A property string with one part; a VM's memory comes as text. */
export const memory = { decode: (text: string) => Number(partsOf(text, "current")["current"]) };

type Feature = "network" | "disk" | "usb" | "cpu" | "memory" | "cloudinit";

export const hotplug = {
  canonical: (features: readonly Feature[]) => [...new Set(features)].sort(),
  encode: (features: readonly Feature[]) => (features.length === 0 ? "0" : features.join(",")),
  decode: (text: string) => hotplugFeatures(text) as readonly Feature[],
};
