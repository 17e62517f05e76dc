import { ApiFailure } from "../failure.js";
import { diskSlot, hotplugFeatures, netSlot } from "../guests/guest.js";
import { isCloudInitKey, recordChange } from "./cloud-init.js";
import { detach } from "./cold.js";
import { driveTaken, driveUnplugged } from "./hotplug-drive.js";
import { memoryTaken } from "./hotplug-memory.js";
import { interfaceTaken } from "./hotplug-network.js";
import { usbTaken } from "./hotplug-usb.js";
import { parseDrive } from "./drive.js";
import type { KeyChange, Outcome } from "./outcome.js";
import { without } from "./pend.js";
import { dropUsed, release, type Subject } from "./unused.js";

/** Keys whose change needs nothing of the running process. */
const free = new Set([
  "cpulimit",
  "cpuunits",
  "description",
  "hookscript",
  "lock",
  "migrate_downtime",
  "migrate_speed",
  "name",
  "onboot",
  "protection",
  "shares",
  "startup",
  "tags",
  "vmstatestorage",
]);

/** The running guest takes what it can of what a request touched; throws what failed, after the rest was taken. */
export function hotplug(subject: Subject, touched: ReadonlySet<string>): void {
  const { guest } = subject;
  const errors: Record<string, string> = {};
  const changes = Object.entries(guest.pending).sort(([, left], [, right]) => rank(left) - rank(right));
  for (const [key, change] of changes) {
    const isFree = free.has(key) || isCloudInitKey(key);
    if (!isFree && !touched.has(key)) continue;
    const after = "value" in change ? change.value : undefined;
    const outcome = isFree ? "taken" : outcomeOf(subject, { key, before: guest.config[key], after });
    if (outcome === "waits") continue;
    if (outcome !== "taken" && "problem" in outcome) errors[key] = `hotplug problem - ${outcome.problem}\n`;
    else
      take(subject, key, {
        after: outcome === "taken" ? after : outcome.taken,
        force: "remove" in change && change.force === true,
      });
  }
  dropUsed(guest);
  if (hotplugFeatures(guest.config).has("cloudinit")) guest.cloudInit = {};
  if (Object.keys(errors).length > 0) throw new ApiFailure(400, "Parameter verification failed.", errors);
}

/** Removals come first. */
const rank = (change: object) => ("value" in change ? 1 : 0);

function take(
  subject: Subject,
  key: string,
  { after, force }: { readonly after: string | undefined; readonly force: boolean },
): void {
  const { guest } = subject;
  const before = guest.config[key];
  recordChange(guest, key, after);
  if (before !== undefined && diskSlot.test(key)) {
    if (after === undefined) detach(subject, { key, line: before, force });
    else if (parseDrive(key, before).file !== parseDrive(key, after).file) release(subject, key, before);
  }
  guest.config = after === undefined ? without(guest.config, key) : { ...guest.config, [key]: after };
  guest.pending = without(guest.pending, key);
}

function outcomeOf(subject: Subject, change: KeyChange): Outcome {
  const { config } = subject.guest;
  const { key, before, after } = change;
  const features = hotplugFeatures(config);
  const taken = (isTaken: boolean): Outcome => (isTaken ? "taken" : "waits");
  if (key === "hotplug") return taken(!/cpu|memory/.test(`${before ?? ""},${after ?? ""}`));
  if (key === "tablet") return taken(features.has("usb"));
  if (key === "balloon") return taken((before !== "0") === (after !== "0"));
  if (key === "agent")
    return taken(after !== undefined && agentBesideTrim(before) === agentBesideTrim(after));
  if (key === "vcpus") return features.has("cpu") ? cpusTaken(config, after) : "waits";
  if (key === "memory") return features.has("memory") ? memoryTaken(before, after) : "waits";
  if (/^usb\d+$/.test(key)) return usbTaken(subject, features, after);
  if (netSlot.test(key)) return interfaceTaken(subject, features, change);
  if (!diskSlot.test(key)) return "waits";
  return after === undefined
    ? driveUnplugged(subject, features, key)
    : driveTaken(subject, features, { ...change, after });
}

function cpusTaken(config: Readonly<Record<string, string>>, after: string | undefined): Outcome {
  const most = Number(config["sockets"] ?? 1) * Number(config["cores"] ?? 1);
  return Number(after ?? most) > most ? { problem: "you can't add more vcpus than maxcpus" } : "taken";
}

/** The agent's settings without the one that a running guest takes. */
function agentBesideTrim(text: string | undefined): string {
  const parts = (text ?? "")
    .split(",")
    .filter((part) => part !== "" && !part.startsWith("fstrim_cloned_disks"));
  return parts
    .map((part) => (part.includes("=") ? part : `enabled=${part}`))
    .sort()
    .join();
}
