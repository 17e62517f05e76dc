import { privilegesAt } from "../access/permissions.js";
import type { Call } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { checkBridgeAccess } from "../guests/bridge-access.js";
import { diskSlot, netSlot } from "../guests/guest.js";
import { parseInterface } from "./network.js";

const groups: Readonly<Record<string, readonly string[]>> = {
  "VM.Config.CPU": ["cores", "cpu", "sockets", "numa", "vcpus", "cpulimit", "cpuunits", "smp"],
  "VM.Config.Memory": ["memory", "balloon", "shares", "allow-ksm"],
  "VM.Config.HWType": [
    "acpi",
    "audio0",
    "hotplug",
    "kvm",
    "machine",
    "rng0",
    "scsihw",
    "smbios1",
    "tablet",
    "vga",
    "watchdog",
  ],
  "VM.Config.Cloudinit": [
    "cicustom",
    "cipassword",
    "citype",
    "ciupgrade",
    "ciuser",
    "nameserver",
    "searchdomain",
    "sshkeys",
  ],
  "VM.Config.Disk": ["boot", "bootdisk", "vmstatestorage"],
};
const privilegeOf = new Map(
  Object.entries(groups).flatMap(([privilege, keys]) => keys.map((key) => [key, privilege] as const)),
);

/** Keys that only root@pam itself may set. */
const rootOnly = new Set([
  "affinity",
  "amd-sev",
  "arch",
  "args",
  "hookscript",
  "hugepages",
  "intel-tdx",
  "ivshmem",
  "keephugepages",
  "lock",
  "skiplock",
  "spice_enhancements",
  "vmgenid",
]);

/** Devices of the host that only root@pam itself may give away, and how PVE calls them. */
const hostDevices: readonly (readonly [key: RegExp, shared: RegExp, devices: string])[] = [
  [/^usb\d+$/, /spice|mapping=/i, " for real devices"],
  [/^hostpci\d+$/, /mapping=/, " for non-mapped devices"],
  [/^serial\d+$/, /^socket$/, " for real devices"],
  [/^parallel\d+$/, /(?!)/, ""],
];

/** The privileges of which one lets a user change a key. */
function privilegesFor(key: string, value: string): readonly string[] {
  if (netSlot.test(key)) return ["VM.Config.Network"];
  if (diskSlot.test(key))
    return [/media=cdrom|^none|cloudinit/.test(value) ? "VM.Config.CDROM" : "VM.Config.Disk"];
  if (/^unused\d+$/.test(key)) return ["VM.Config.Disk"];
  if (/^(?:serial|usb|hostpci|numa)\d+$/.test(key)) return ["VM.Config.HWType"];
  if (/^ipconfig\d+$/.test(key)) return ["VM.Config.Cloudinit", "VM.Config.Network"];
  const privilege = privilegeOf.get(key) ?? "VM.Config.Options";
  return privilege === "VM.Config.Cloudinit" ? [privilege, "VM.Config.Network"] : [privilege];
}

/** Refuses keys that the asking user may not set on, or delete from, a guest. */
export function checkKeys(
  call: Call,
  verb: "set" | "delete",
  values: Readonly<Record<string, string | undefined>>,
): void {
  if (call.user === "root@pam") return;
  const path = `/vms/${call.parameters["vmid"] ?? call.parameters["newid"]}`;
  const had = privilegesAt(call.world, call.user, path);
  for (const [key, value = ""] of Object.entries(values)) {
    if (rootOnly.has(key)) fail(`only root can set '${key}' config`);
    const device = hostDevices.find(([pattern]) => pattern.test(key));
    if (device !== undefined && value !== "" && !device[1].test(value))
      fail(`only root can ${verb} '${key}' config${device[2]}`);
    if (verb === "set" && netSlot.test(key)) checkBridge(call, key, value);
    const wanted = privilegesFor(key, value);
    if (!wanted.some((privilege) => had.has(privilege)))
      throw new ApiFailure(403, `Permission check failed (${path}, ${wanted.join("|")})`);
  }
}

function checkBridge(call: Call, key: string, value: string): void {
  const before = call.world.guests.get(Number(call.parameters["vmid"]))?.config[key];
  checkBridgeAccess(call, parseInterface(before ?? ""), parseInterface(value));
}
