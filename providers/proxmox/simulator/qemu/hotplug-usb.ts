import type { Outcome } from "./outcome.js";
import type { Subject } from "./unused.js";

const modern = new Set(["l26", "win8", "win10", "win11"]);

/** USB ports come and go while a system runs that knows them; whether the device is there matters to nobody. */
export function usbTaken(
  { call, guest }: Subject,
  features: ReadonlySet<string>,
  after: string | undefined,
): Outcome {
  if (!features.has("usb") || !modern.has(guest.config["ostype"] ?? "")) return "waits";
  if (isOld(guest.config["machine"])) return "waits";
  const mapping = /(?:^|,)mapping=([^,]+)/.exec(after ?? "")?.[1];
  const known = call.world.sections.get("mapping-usb");
  if (mapping === undefined || known?.has(mapping) === true) return "taken";
  return { problem: `USB device mapping not found for '${mapping}'` };
}

/** Boards before 7.1 have USB ports of another kind. */
function isOld(machine: string | undefined): boolean {
  const [, major, minor] = /pc(?:-q35|-i440fx)?-(\d+)\.(\d+)/.exec(machine ?? "") ?? [];
  return major !== undefined && (Number(major) < 7 || (Number(major) === 7 && Number(minor) < 1));
}
