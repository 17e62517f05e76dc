import { specification } from "../../api/specification/specification.js";
import type { FormatCheck } from "./format-check.js";
import { parseProperties } from "./property-string.js";

const features = new Set(["network", "disk", "cpu", "memory", "usb", "cloudinit"]);
const bootDevice = /^(?:(?:ide|sata|scsi|virtio|net|usb|hostpci)\d+)$/;

/** Formats of a guest's keys: what is wrong with a text, in PVE's words. */
export const guestFormatChecks: Readonly<Record<string, FormatCheck>> = {
  urlencoded: (text) =>
    /^[-%a-zA-Z0-9_.!~*'()]*$/.test(text) ? undefined : `invalid urlencoded string: ${text}`,
  "pve-cpuset": (text) =>
    /^\s*\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*\s*$/.test(text) ? undefined : "unable to parse cpuset option",
  "pve-hotplug-features": (text) => {
    if (/^[01]$/.test(text)) return undefined;
    const unknown = text.split(",").find((each) => !features.has(each.trim()));
    return unknown === undefined ? undefined : `invalid hotplug feature '${unknown}'`;
  },
  "pve-qm-bootdev": (text) => (bootDevice.test(text) ? undefined : `invalid boot device '${text}'`),
  "pve-qm-bootdisk": (text) =>
    /^(?:ide|sata|scsi|virtio)\d+$/.test(text) ? undefined : `invalid boot disk '${text}'`,
  "pve-phys-bits": (text) =>
    text === "host" || (/^\d+$/.test(text) && Number(text) >= 8 && Number(text) <= 64)
      ? undefined
      : "value must be an integer between 8 and 64 or 'host'",
};

const processor = specification().formats["pve-vm-cpu-conf"] ?? {};
const models = new Set([
  ...(processor["reported-model"]?.enum ?? []),
  ...["v1", "v2", "v2-AES", "v3", "v4"].map((level) => `x86-64-${level}`),
]);
/** The processor flags that a guest may have set for itself. */
const flags = [
  "aes",
  "amd-no-ssb",
  "amd-ssbd",
  "hv-evmcs",
  "hv-tlbflush",
  "ibpb",
  "md-clear",
  "nested-virt",
  "pcid",
  "pdpe1gb",
  "spec-ctrl",
  "ssbd",
  "virt-ssbd",
];

/** What is wrong with a property string whose every sub-key is right. */
export const propertyChecks: Readonly<Record<string, (text: string) => string | undefined>> = {
  "pve-vm-cpu-conf": (text) => {
    const { values } = parseProperties(processor, text);
    const { cputype: model, flags: wanted = "" } = values;
    if (model !== undefined && !model.startsWith("custom-") && !models.has(model))
      return `Built-in cputype '${model}' is not defined (missing 'custom-' prefix?)`;
    const own = wanted.split(";").map((flag) => flag.slice(1));
    if (wanted !== "" && !own.every((flag) => flags.includes(flag)))
      return `VM-specific CPU flags must be a subset of: ${flags.join(", ")}`;
    return "reported-model" in values
      ? "Property 'reported-model' not allowed in VM-specific CPU config."
      : undefined;
  },
};
