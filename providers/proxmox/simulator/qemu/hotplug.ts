import { hotplugFeatures, diskSlot, netSlot, type Configuration } from "../guests/guest.js";
import { isCdrom, parseDrive } from "./drive.js";
import { parseInterface } from "./network.js";

/** Keys whose change needs nothing of the running process. */
const free = new Set([
  "cpulimit",
  "cpuunits",
  "shares",
  "name",
  "description",
  "tags",
  "onboot",
  "startup",
  "protection",
  "vmstatestorage",
  "migrate_downtime",
  "migrate_speed",
  "hookscript",
  "lock",
  "ciuser",
  "cipassword",
  "citype",
  "ciupgrade",
  "cicustom",
  "nameserver",
  "searchdomain",
  "sshkeys",
  "hotplug",
]);

/** Options of a drive that a running guest takes as they are. */
const freeDriveOptions = new Set([
  "backup",
  "replicate",
  "shared",
  "serial",
  "wwn",
  "rerror",
  "werror",
  "detect_zeroes",
  "model",
  "snapshot",
  "size",
  "media",
  "format",
  "scsiblock",
  "secs",
  "heads",
  "cyls",
  "trans",
]);
const freeInterfaceOptions = new Set([
  "firewall",
  "link_down",
  "rate",
  "tag",
  "trunks",
  "bridge",
  "host-tunnel",
]);
const isLimit = (option: string) => /^(?:mbps|iops|bps)/.test(option);

export interface KeyChange {
  readonly key: string;
  readonly before: string | undefined;
  /** Undefined: the key is removed. */
  readonly after: string | undefined;
}

/** Whether a running guest takes a change at once; otherwise it waits for the next cold start. */
export function isTakenAtOnce(config: Configuration, change: KeyChange): boolean {
  const { key, before, after } = change;
  const features = hotplugFeatures(config);
  if (free.has(key) && key !== "hotplug") return true;
  if (key === "hotplug") return !/cpu|memory/.test(`${before ?? ""},${after ?? ""}`);
  if (/^ipconfig\d+$/.test(key) || /^unused\d+$/.test(key)) return true;
  if (key === "tablet") return features.has("usb");
  if (key === "balloon") return before !== "0" && after !== "0";
  if (key === "vcpus") return features.has("cpu");
  if (key === "memory") return features.has("memory") && config["numa"] === "1";
  if (key === "agent") return agentBesideTrim(before) === agentBesideTrim(after);
  if (/^usb\d+$/.test(key)) return features.has("usb");
  if (netSlot.test(key)) return isInterfaceTaken(features, before, after);
  if (diskSlot.test(key)) return isDriveTaken(features, change);
  return false;
}

/** The agent's settings without the one that a running guest takes. */
function agentBesideTrim(text: string | undefined): string {
  const parts = (text ?? "")
    .split(",")
    .filter((part) => part !== "" && !part.startsWith("fstrim_cloned_disks"));
  return parts
    .map((part) => (/^\d$/.test(part) ? `enabled=${part}` : part))
    .sort()
    .join();
}

function isInterfaceTaken(
  features: ReadonlySet<string>,
  before: string | undefined,
  after: string | undefined,
): boolean {
  if (before === undefined || after === undefined)
    return features.has("network") && !/^ne2k_isa/.test(after ?? before ?? "");
  const [old, next] = [parseInterface(before), parseInterface(after)];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (key) => old[key] !== next[key],
  );
  const isNowUnbridged = (old["bridge"] === undefined) !== (next["bridge"] === undefined);
  return (
    features.has("network") || (changed.every((key) => freeInterfaceOptions.has(key)) && !isNowUnbridged)
  );
}

function isDriveTaken(features: ReadonlySet<string>, { key, before, after }: KeyChange): boolean {
  const isPluggable = /^(?:scsi|virtio)/.test(key) && features.has("disk");
  if (/^(?:efidisk|tpmstate)/.test(key)) return false;
  if (before === undefined || after === undefined) return isPluggable;
  const [old, next] = [parseDrive(key, before), parseDrive(key, after)];
  if (isCdrom(old) && isCdrom(next)) return true;
  if (old.file !== next.file) return isPluggable;
  const changed = [...new Set([...Object.keys(old.options), ...Object.keys(next.options)])].filter(
    (option) => old.options[option] !== next.options[option],
  );
  return changed.every((option) => freeDriveOptions.has(option) || isLimit(option));
}
