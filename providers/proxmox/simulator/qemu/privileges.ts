import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import type { Call } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { diskSlot, netSlot } from "../guests/guest.js";
import { rootOnly } from "./rewrite.js";

const cpu = new Set(["cores", "cpu", "sockets", "numa", "vcpus", "cpulimit", "cpuunits", "smp"]);
const memory = new Set(["memory", "balloon", "shares", "allow-ksm"]);
const hardware = new Set([
  "acpi",
  "hotplug",
  "kvm",
  "machine",
  "scsihw",
  "smbios1",
  "tablet",
  "vga",
  "watchdog",
  "audio0",
  "rng0",
]);
const cloudInit = new Set([
  "ciuser",
  "cipassword",
  "citype",
  "ciupgrade",
  "cicustom",
  "nameserver",
  "searchdomain",
  "sshkeys",
]);
const disk = new Set(["boot", "bootdisk", "vmstatestorage"]);

/** The privileges of which one lets a user change a key. */
function privilegesFor(key: string): readonly string[] {
  if (cpu.has(key)) return ["VM.Config.CPU"];
  if (memory.has(key)) return ["VM.Config.Memory"];
  if (hardware.has(key) || /^(?:serial|usb|hostpci|numa)\d+$/.test(key)) return ["VM.Config.HWType"];
  if (netSlot.test(key)) return ["VM.Config.Network"];
  if (cloudInit.has(key) || /^ipconfig\d+$/.test(key)) return ["VM.Config.Cloudinit", "VM.Config.Network"];
  if (diskSlot.test(key) || disk.has(key) || /^unused\d+$/.test(key)) return ["VM.Config.Disk"];
  return ["VM.Config.Options"];
}

/** Refuses keys that the asking user may not change on a guest. */
export function checkKeys(
  call: Call,
  keys: readonly string[],
  values: Readonly<Record<string, string>> = {},
): void {
  if (call.user === "root@pam") return;
  const path = `/vms/${call.parameters["vmid"] ?? call.parameters["newid"]}`;
  const had = privilegesAt(call.world, call.user, path);
  for (const key of keys) {
    if (rootOnly.has(key)) fail(`only root can set '${key}' config`);
    const isCdrom = /media=cdrom|^none|cloudinit/.test(values[key] ?? "");
    const wanted = isCdrom && diskSlot.test(key) ? ["VM.Config.CDROM"] : privilegesFor(key);
    if (!wanted.some((privilege) => had.has(privilege)))
      throw new ApiFailure(403, `Permission check failed (${path}, ${wanted.join("|")})`);
    const storage = diskSlot.test(key) ? /^(?:file=)?([^:,]+):\d/.exec(values[key] ?? "")?.[1] : undefined;
    if (storage !== undefined && !isCdrom)
      requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
  }
}
