import type { Rule } from "../../../api/specification/call-rules.js";
import { onGuest } from "../guest/on-guest.js";

/**
 * What PVE's code asks of who sets a key; its published rule says only that one of these privileges is needed. A key
 * that is not here is one of VM.Config.Options.
 */
const privileges: readonly (readonly [privileges: readonly string[], keys: RegExp])[] = [
  [["VM.Config.CPU"], /^(cores|cpu|sockets|numa|vcpus|cpulimit|cpuunits)$/],
  [["VM.Config.Memory"], /^(memory|balloon|shares|allow-ksm)$/],
  [["VM.Config.HWType"], /^(acpi|hotplug|kvm|machine|scsihw|smbios1|tablet|vga|watchdog|audio0|rng0)$/],
  [["VM.Config.HWType"], /^(serial|usb|hostpci|numa)\d+$/],
  [["VM.Config.Network"], /^net\d+$/],
  [["VM.Config.Cloudinit", "VM.Config.Network"], /^(ci[a-z]+|nameserver|searchdomain|sshkeys|ipconfig\d+)$/],
  [["VM.Config.Disk"], /^(boot|vmstatestorage|unused\d+|virtiofs\d+|efidisk0|tpmstate0)$/],
  [["VM.PowerMgmt", "VM.Config.Options"], /^freeze$/],
];

const drive = /^(scsi|virtio|sata|ide)\d+$/;

/** Keys that PVE takes from root@pam itself alone, whatever a role holds. */
const forRoot =
  /^(affinity|amd-sev|arch|args|hookscript|hugepages|intel-tdx|ivshmem|keephugepages|lock|parallel\d+|spice_enhancements|vmgenid)$/;

/** Devices of the host, of which others may only use what root mapped for them. */
const devices: readonly (readonly [key: RegExp, shared: RegExp])[] = [
  [/^usb\d+$/, /spice|mapping=/],
  [/^hostpci\d+$/, /mapping=/],
  [/^serial\d+$/, /^socket$/],
];

/** The rule for setting a key of a virtual machine; the line is empty where the key is to go. */
export function keyRule(key: string, line: string): Rule {
  if (forRoot.test(key)) return ["root"];
  const device = devices.find(([name]) => name.test(key));
  if (device !== undefined && line !== "" && !device[1].test(line)) return ["root"];
  return onGuest(privilegesFor(key, line));
}

function privilegesFor(key: string, line: string): readonly string[] {
  if (drive.test(key))
    return [/media=cdrom|^none|cloudinit/.test(line) ? "VM.Config.CDROM" : "VM.Config.Disk"];
  return privileges.find(([, keys]) => keys.test(key))?.[0] ?? ["VM.Config.Options"];
}
