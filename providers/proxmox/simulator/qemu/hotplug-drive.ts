import { bootDevices } from "./boot.js";
import { isCdrom, isCloudInit, parseDrive, type Drive } from "./drive.js";
import type { KeyChange, Outcome } from "./outcome.js";
import type { Subject } from "./unused.js";

/** Options of a disk that only a new process takes. */
const ofProcess = ["aio", "cache", "discard", "iothread", "product", "queues", "ro", "ssd", "vendor"];

/** A disk that is deleted is unplugged, unless the guest booted from it. */
export function driveUnplugged({ guest }: Subject, features: ReadonlySet<string>, key: string): Outcome {
  if (!features.has("disk") || !isPluggable(key)) return "waits";
  return bootDevices(guest.config["boot"]).includes(key)
    ? { problem: `can't unplug bootdisk '${key}'` }
    : "taken";
}

export function driveTaken(
  subject: Subject,
  features: ReadonlySet<string>,
  { key, before, after }: KeyChange & { readonly after: string },
): Outcome {
  if (/^(?:efidisk|tpmstate)/.test(key)) return "waits";
  const next = parseDrive(key, after);
  const old = before === undefined ? undefined : parseDrive(key, before);
  const canPlug = features.has("disk") && isPluggable(key);
  if (old === undefined) return canPlug ? pluggedIn(next) : "waits";
  if ((old.options["media"] ?? "disk") !== (next.options["media"] ?? "disk"))
    return { problem: "unable to change media type" };
  if (isCdrom(old)) return mediumTaken(subject.vmid, key, next);
  if (old.file !== next.file) {
    if (!features.has("disk")) return "waits";
    const unplugged = driveUnplugged(subject, features, key);
    return unplugged === "taken" ? pluggedIn(next) : unplugged;
  }
  if (ofProcess.some((option) => old.options[option] !== next.options[option])) return "waits";
  const problem = throttleProblem(old, next);
  return problem === undefined
    ? "taken"
    : { problem: `VM ${subject.vmid} qmp command 'qom-set' failed - ${problem}` };
}

const isPluggable = (key: string) => /^(?:scsi|virtio)/.test(key);

function pluggedIn({ file, options }: Drive): Outcome {
  return file.includes(":") || isCloudInit({ file, options })
    ? "taken"
    : { problem: `unable to parse volume ID '${file}'` };
}

function mediumTaken(vmid: number, key: string, { file }: Drive): Outcome {
  if (file !== "cdrom") return "taken";
  return {
    problem: `adding blockdev 'drive-${key}' failed : VM ${vmid} qmp command 'blockdev-add' failed - The 'host_cdrom' block driver requires a file name\n`,
  };
}

const kinds = ["mbps", "iops"].flatMap((unit) => ["", "_rd", "_wr"].map((way) => `${unit}${way}`));

/** What QEMU says to limits that can't be; it only hears of those that change. */
function throttleProblem(old: Drive, next: Drive): string | undefined {
  const value = (option: string) => Number(next.options[option] ?? 0);
  const limits = kinds.flatMap((kind) => [kind, `${kind}_max`, `${kind}_max_length`]);
  if (limits.every((option) => old.options[option] === next.options[option])) return undefined;
  if (limits.some((option) => value(option) < 0))
    return "bps/iops/max values must be within [0, 1000000000000000]";
  return kinds.some((kind) => value(`${kind}_max`) !== 0 && value(`${kind}_max`) < value(kind))
    ? "bps_max/iops_max cannot be lower than bps/iops"
    : undefined;
}
