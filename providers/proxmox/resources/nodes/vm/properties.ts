import type { Attributes, Nested } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { flag, integer, oneOf, setOf, text, textLike } from "../../../../../lib/schema/types.js";
import { agent } from "./agent.js";
import { cold } from "./effects.js";
import { machineParts } from "./machine.js";
import { property, type Property } from "./property.js";

const flags = {
  canonical: (given: readonly string[]) => [...new Set(given)].sort(),
  encode: (given: readonly string[]) => given.join(";"),
  decode: (stored: string) => stored.split(";").filter((each) => each !== ""),
};

/**
 * The keys that hold a property string: an object each, whose attributes are the string's parts. `main` is the part
 * that PVE writes without a name.
 */
// prettier-ignore
export const properties = {
  agent,
  cpu: property({ key: "cpu", main: { name: "cputype" } }, "The emulated processor.", {
    type: managed(text, "Model: `host`, `x86-64-v2-AES`, `custom-...`.", { key: "cputype", effect: cold }),
    flags: managed(setOf(textLike(/^[+-][a-zA-Z0-9._-]+$/, "must start with + or -: +aes")), "Features switched on (+) or off (-).", { ...flags, effect: cold }),
    hidden: managed(flag, "Hides that this is a virtual machine.", { effect: cold }),
    hv_vendor_id: managed(text, "Vendor that Hyper-V tells Windows.", { key: "hv-vendor-id", effect: cold }),
    level: managed(integer({ min: 0 }), "Highest CPUID leaf.", { effect: cold }),
    phys_bits: managed(textLike(/^(host|\d+)$/, "must be `host` or a number"), "Width of physical addresses.", { key: "phys-bits", effect: cold }),
    guest_phys_bits: managed(integer({ min: 32, max: 64 }), "Width of physical addresses for the guest's own use.", { key: "guest-phys-bits", effect: cold }),
  }),
  machine: property({ key: "machine", main: { name: "type" } }, "The emulated board.", machineParts),
  vga: property({ key: "vga", main: { name: "type" } }, "The display.", {
    type: managed(oneOf("cirrus", "qxl", "qxl2", "qxl3", "qxl4", "none", "serial0", "serial1", "serial2", "serial3", "std", "virtio", "virtio-gl", "vmware"), "Kind of display.", { effect: cold }),
    memory: managed(integer({ min: 4, max: 512 }), "Display memory, MiB.", { effect: cold }),
    clipboard: managed(oneOf("vnc"), "Shares the clipboard.", { effect: cold }),
  }),
  startup: property(
    { key: "startup", main: { name: "order" } },
    "Order and pace when the node starts and stops its guests; needs Sys.Modify on /.",
    {
      order: managed(integer({ min: 0 }), "Lower starts first and stops last."),
      up_delay: managed(integer({ min: 0 }), "Seconds until the next guest starts.", { key: "up" }),
      down_delay: managed(integer({ min: 0 }), "Seconds to wait for its shutdown.", { key: "down" }),
    },
  ),
  watchdog: property({ key: "watchdog", main: { name: "model" } }, "A watchdog that the guest must feed.", {
    model: managed(oneOf("i6300esb", "ib700"), "Device.", { effect: cold }),
    action: managed(oneOf("reset", "shutdown", "poweroff", "pause", "debug", "none"), "What happens when it is not fed.", { effect: cold }),
  }),
  rng: property({ key: "rng0", main: { name: "source" } }, "A source of randomness for the guest.", {
    source: managed(oneOf("/dev/urandom", "/dev/random", "/dev/hwrng"), "Where it comes from.", { effect: cold }),
    max_bytes: managed(integer({ min: 0 }), "Bytes a period; 0: no limit.", { effect: cold }),
    period: managed(integer({ min: 1 }), "Period, milliseconds.", { effect: cold }),
  }),
  audio: property({ key: "audio0" }, "A sound card.", {
    device: managed(oneOf("ich9-intel-hda", "intel-hda", "AC97"), "Device.", { effect: cold }),
    driver: managed(oneOf("spice", "none"), "Where the sound goes.", { effect: cold }),
  }),
} satisfies Readonly<Record<string, Property>>;

type PropertyAttributes = { readonly [N in keyof typeof properties]: (typeof properties)[N]["attribute"] };

export const propertyAttributes = Object.fromEntries(
  Object.entries(properties).map(([name, { attribute }]): [string, Nested<Attributes, "managed">] => [
    name,
    attribute,
  ]),
) as PropertyAttributes;
