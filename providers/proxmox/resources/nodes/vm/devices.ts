import type { EffectOf } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { flag, integer, oneOf, text, textLike } from "../../../../../lib/schema/types.js";
import { lineMap, type LineMaps } from "../guest/line-map.js";
import { lineNotation, named } from "../guest/line.js";
import { cold, coldEffect } from "../guest/effects.js";
import { pluggedEffect } from "./effects.js";

/** PVE plugs USB devices into systems that it knows to bear it, and only on boards of QEMU 7.1 and later. */
const usbEffect: EffectOf = (change, facts) => {
  const { os_type: system, machine } = facts;
  const version = /-(\d+)\.(\d+)/.exec(typeof machine === "string" ? machine : "");
  const isOldBoard = version !== null && Number(version[1]) * 100 + Number(version[2]) < 701;
  return typeof system === "string" && /^(l26|win(8|1\d))$/.test(system) && !isOldBoard
    ? pluggedEffect("usb", change, facts)
    : coldEffect(change, facts);
};

const numbers = textLike(/^\d+(-\d+)?(;\d+(-\d+)?)*$/, "must be numbers and ranges: 0-3;8");

/** Devices by slot: one line a part, and nothing else to write for it. */
// prettier-ignore
export const devices = {
  serial_ports: lineMap({ slot: { serial: 3 }, notation: lineNotation("device"), effect: cold }, "Serial ports by slot; many cloud images want one.", {
    device: managed(textLike(/^(socket|\/dev\/[^,]+)$/, "must be `socket` or a device of the node: /dev/ttyS0"), "Other end: `socket` (the console), or a device of the node (root@pam only).", { effect: cold }),
  }),
  usb: lineMap({ slot: { usb: 14 }, notation: lineNotation("host"), effect: usbEffect }, "USB devices by slot.", {
    host: managed(text, "Device of the node (`1234:5678`, `1-2.3`; root@pam only), or `spice`.", { canonical: (host) => host.toLowerCase(), effect: usbEffect }),
    mapping: managed(text, "Device by the cluster's mapping.", { effect: usbEffect }),
    usb3: managed(flag, "Passed on as USB 3.", { effect: usbEffect }),
  }),
  pci: lineMap({ slot: { hostpci: 15 }, notation: lineNotation("host"), effect: cold }, "PCI devices of the node by slot.", {
    host: managed(text, "Device of the node (`00:1f.0`; root@pam only).", { effect: cold }),
    mapping: managed(text, "Device by the cluster's mapping.", { effect: cold }),
    mdev: managed(text, "Mediated device's type.", { effect: cold }),
    pcie: managed(flag, "On PCI Express (q35).", { effect: cold }),
    rom_bar: managed(flag, "Shows its ROM to the guest; on if unset.", { key: "rombar", effect: cold }),
    rom_file: managed(text, "ROM in /usr/share/kvm of the node.", { key: "romfile", effect: cold }),
    primary_gpu: managed(flag, "The guest's first display.", { key: "x-vga", effect: cold }),
  }),
  numa_nodes: lineMap({ slot: { numa: 7 }, notation: named, effect: cold }, "NUMA nodes by slot; they need `numa`.", {
    cpus: managed(numbers, "The guest's processors.", { essential: true, effect: cold }),
    memory: managed(integer({ min: 1 }), "Memory, MiB.", { effect: cold }),
    host_nodes: managed(numbers, "The node's NUMA nodes.", { key: "hostnodes", effect: cold }),
    policy: managed(oneOf("preferred", "bind", "interleave"), "How memory is bound.", { effect: cold }),
  }),
} satisfies LineMaps;
