import type { Rule } from "../../../api/specification/call-rules.js";
import { onGuest } from "../guest/on-guest.js";
import { mountOf } from "./volumes.js";

/**
 * What PVE's code asks of who sets a key; its published rule says only that one of these privileges is needed. A key
 * that is not here is one of VM.Config.Options.
 */
const privileges: readonly (readonly [privilege: string, keys: RegExp])[] = [
  ["VM.Config.CPU", /^(cores|cpulimit|cpuunits)$/],
  ["VM.Config.Memory", /^(memory|swap)$/],
  ["VM.Config.Network", /^(net\d+|nameserver|searchdomain|hostname)$/],
];

const mount = /^(rootfs|mp\d+)$/;

/** Keys that PVE takes from root@pam itself alone, whatever a role holds. */
const forRoot = /^(dev\d+|hookscript|lock)$/;

/** The rule for setting a key of a container; the line is empty where the key is to go. */
export function keyRule(key: string, line: string): Rule {
  if (forRoot.test(key)) return ["root"];
  if (mount.test(key)) return mountOf(line).kind === "of the node" ? ["root"] : onGuest(["VM.Config.Disk"]);
  return onGuest([privileges.find(([, keys]) => keys.test(key))?.[0] ?? "VM.Config.Options"]);
}
