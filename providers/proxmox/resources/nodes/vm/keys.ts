import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { decimal, flag, integer, oneOf, setOf, text, textLike } from "../../../../../lib/schema/types.js";
import { atNextStart, cold } from "../guest/effects.js";
import { balloonEffect, hotplugEffect, memoryEffect, plugged } from "./effects.js";
import { guestName, notes } from "../guest/key-notations.js";
import { guestKeys } from "../guest/keys.js";
import { description, hotplug, memory, osTypes } from "./key-notations.js";

/**
 * The plain keys of a guest's configuration: one line a key, and nothing else to write for it. The attribute's name,
 * its type, what it is for, the key that PVE knows it by (where the name differs), and what a change costs.
 */
// prettier-ignore
export const keys = {
  name: managed(guestName, "The guest's name, a DNS name.", { absent: "", effect: atNextStart }),
  description: managed(notes, "Notes, Markdown.", description),
  ...guestKeys,
  cores: managed(integer({ min: 1 }), "Cores per socket.", { effect: cold }),
  sockets: managed(integer({ min: 1 }), "Sockets.", { effect: cold }),
  vcpus: managed(integer({ min: 1 }), "Processors plugged in at the start, of all.", { effect: plugged("cpu") }),
  cpu_limit: managed(decimal.min(0).max(128), "Processor time at most, in processors; 0: no limit.", { key: "cpulimit" }),
  cpu_units: managed(integer({ min: 1, max: 262144 }), "Share of processor time against other guests.", { key: "cpuunits", canonical: (units) => Math.max(2, units) }),
  affinity: managed(text, "Host processors to run on: `0-3,8`.", { absent: "", effect: cold }),
  numa: managed(flag, "NUMA nodes as the host's.", { effect: cold }),
  memory: managed(integer({ min: 16 }), "Memory, MiB.", { ...memory, effect: memoryEffect }),
  balloon: managed(integer({ min: 0 }), "Memory that stays when the host is short of it, MiB; 0: no ballooning.", { effect: balloonEffect }),
  shares: managed(integer({ min: 0, max: 50000 }), "Share of memory against other guests when it is short."),
  hugepages: managed(oneOf("any", "2", "1024"), "Size of huge memory pages, MiB.", { effect: cold }),
  keep_hugepages: managed(flag, "Keeps huge pages reserved after a stop.", { key: "keephugepages", effect: cold }),
  bios: managed(oneOf("seabios", "ovmf"), "Firmware.", { effect: cold }),
  os_type: managed(osTypes, "The guest's operating system: PVE tunes the virtual hardware to it.", { key: "ostype", effect: cold }),
  scsi_hardware: managed(oneOf("lsi", "lsi53c810", "virtio-scsi-pci", "virtio-scsi-single", "megasas", "pvscsi"), "SCSI controller.", { key: "scsihw", effect: cold }),
  hotplug: managed(setOf(oneOf("network", "disk", "usb", "cpu", "memory", "cloudinit")), "What is plugged while the guest runs; empty: nothing.", { ...hotplug, effect: hotplugEffect }),
  acpi: managed(flag, "ACPI; an orderly shutdown needs it.", { effect: cold }),
  kvm: managed(flag, "Hardware virtualization.", { effect: cold }),
  local_time: managed(flag, "The clock shows local time (Windows).", { key: "localtime", effect: cold }),
  start_date: managed(textLike(/^(now|\d{4}-\d{1,2}-\d{1,2}(T\d{1,2}:\d{1,2}:\d{1,2})?)$/, "must be `now` or a date such as 2026-01-31 or 2026-01-31T12:00:00"), "The clock at the start.", { key: "startdate", effect: cold }),
  freeze: managed(flag, "Waits after the start for a `continue` in the monitor.", { effect: cold }),
  allow_ksm: managed(flag, "Shares equal memory pages with other guests.", { key: "allow-ksm", effect: cold }),
  args: managed(text, "Further arguments for QEMU; root@pam only.", { absent: "", effect: cold }),
  architecture: managed(oneOf("x86_64", "aarch64"), "Emulated processor architecture.", { key: "arch", effect: cold }),
  migrate_downtime: managed(decimal.min(0), "Longest halt at the end of a live migration, seconds."),
  migrate_speed: managed(integer({ min: 0 }), "Speed limit of migrations, MB/s; 0: none."),
  state_storage: managed(text, "Where memory is saved for snapshots and suspension.", { key: "vmstatestorage" }),
  generation_id: managed(textLike(/^([a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}|0)$/, "must be a UUID or 0 (none)"), "VM generation id; a new guest gets one.", { key: "vmgenid", effect: cold }),
  allow_reboot: managed(flag, "A reboot by the guest restarts it; else it stops.", { key: "reboot", effect: cold }),
  time_drift_fix: managed(flag, "Makes up for lost ticks of the clock.", { key: "tdf", effect: cold }),
  keyboard: managed(oneOf("de", "de-ch", "da", "en-gb", "en-us", "es", "fi", "fr", "fr-be", "fr-ca", "fr-ch", "hu", "is", "it", "ja", "lt", "mk", "nl", "no", "pl", "pt", "pt-br", "sv", "sl", "tr"), "Keyboard layout of the console.", { effect: cold }),
  tablet: managed(flag, "A pointer that the console can place exactly.", { effect: plugged("usb") }),
} satisfies Attributes;
