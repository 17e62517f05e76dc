import { oneOf } from "../../../../../lib/schema/types.js";
import { hotplugFeatures } from "./effects.js";
import { partsOf } from "../../../form/property-string.js";

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

/** A property string with one part; a VM's memory comes as text. */
export const memory = { decode: (text: string) => Number(partsOf(text, "current")["current"]) };

type Feature = "network" | "disk" | "usb" | "cpu" | "memory" | "cloudinit";

export const hotplug = {
  canonical: (features: readonly Feature[]) => [...new Set(features)].sort(),
  encode: (features: readonly Feature[]) => (features.length === 0 ? "0" : features.join(",")),
  decode: (text: string) => hotplugFeatures(text) as readonly Feature[],
};
