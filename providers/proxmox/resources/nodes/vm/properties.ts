import { managed } from "../../../../../lib/schema/roles.js";
import { flag, integer, oneOf, setOf, text, textLike } from "../../../../../lib/schema/types.js";
import { agent } from "./agent.js";
import { cold } from "../guest/effects.js";
import { machine } from "./machine.js";
import { lineNotation } from "../guest/line.js";
import { wordSet } from "../guest/key-notations.js";
import { startup } from "../guest/startup.js";
import { property, type Properties } from "../guest/property.js";

/** The keys that hold a property string: an object each, whose attributes are the string's parts. */
// prettier-ignore
export const properties = {
  agent,
  cpu: property({ key: "cpu", notation: lineNotation("cputype") }, "The emulated processor.", {
    type: managed(text, "Model: `host`, `x86-64-v2-AES`, `custom-...`.", { key: "cputype", effect: cold }),
    flags: managed(setOf(textLike(/^[+-][a-zA-Z0-9._-]+$/, "must start with + or -: +aes")), "Features switched on (+) or off (-).", { ...wordSet(), effect: cold }),
    hidden: managed(flag, "Hides that this is a virtual machine.", { effect: cold }),
    hv_vendor_id: managed(text, "Vendor that Hyper-V tells Windows.", { key: "hv-vendor-id", effect: cold }),
    level: managed(integer({ min: 0 }), "Highest CPUID leaf.", { effect: cold }),
    phys_bits: managed(textLike(/^(host|\d+)$/, "must be `host` or a number"), "Width of physical addresses.", { key: "phys-bits", effect: cold }),
    guest_phys_bits: managed(integer({ min: 32, max: 64 }), "Width of physical addresses for the guest's own use.", { key: "guest-phys-bits", effect: cold }),
  }),
  machine,
  vga: property({ key: "vga", notation: lineNotation("type") }, "The display.", {
    type: managed(oneOf("cirrus", "qxl", "qxl2", "qxl3", "qxl4", "none", "serial0", "serial1", "serial2", "serial3", "std", "virtio", "virtio-gl", "vmware"), "Kind of display.", { effect: cold }),
    memory: managed(integer({ min: 4, max: 512 }), "Display memory, MiB.", { effect: cold }),
    clipboard: managed(oneOf("vnc"), "Shares the clipboard.", { effect: cold }),
  }),
  startup,
  watchdog: property({ key: "watchdog", notation: lineNotation("model") }, "A watchdog that the guest must feed.", {
    model: managed(oneOf("i6300esb", "ib700"), "Device.", { effect: cold }),
    action: managed(oneOf("reset", "shutdown", "poweroff", "pause", "debug", "none"), "What happens when it is not fed.", { effect: cold }),
  }),
  rng: property({ key: "rng0", notation: lineNotation("source") }, "A source of randomness for the guest.", {
    source: managed(oneOf("/dev/urandom", "/dev/random", "/dev/hwrng"), "Where it comes from.", { essential: true, effect: cold }),
    max_bytes: managed(integer({ min: 0 }), "Bytes a period; 0: no limit.", { effect: cold }),
    period: managed(integer({ min: 1 }), "Period, milliseconds.", { effect: cold }),
  }),
  audio: property({ key: "audio0" }, "A sound card.", {
    device: managed(oneOf("ich9-intel-hda", "intel-hda", "AC97"), "Device.", { essential: true, effect: cold }),
    driver: managed(oneOf("spice", "none"), "Where the sound goes.", { effect: cold }),
  }),
} satisfies Properties;
