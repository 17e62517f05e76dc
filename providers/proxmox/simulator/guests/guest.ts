/** A guest's configuration: key to stored text. */
export type Configuration = Readonly<Record<string, string>>;

/** What waits for a key: a new text, or its removal, with force also of its volume; of a container's key both at once. */
export type PendingChange =
  | { readonly value: string }
  | { readonly remove: true; readonly force?: true }
  | { readonly value: string; readonly remove: true; readonly force?: never };

/** What waits for the next cold start. */
export type Pending = Readonly<Record<string, PendingChange>>;

export interface Guest {
  readonly kind: "qemu" | "lxc";
  node: string;
  pool: string | undefined;
  config: Configuration;
  pending: Pending;
  /** The configuration that the running process was started with and has taken since; undefined while stopped. */
  running: { readonly since: number; isPaused: boolean; readonly isRestored?: true } | undefined;
  lock: string | undefined;
  /** A process of QEMU makes a backup of a guest that doesn't run; a start makes it the guest's. */
  standsBy?: true;
  /** Where the cloud-init drive of a running guest says something else: the text that it says, or null for nothing. */
  cloudInit?: Readonly<Record<string, string | null>>;
  readonly snapshots: Map<
    string,
    { readonly config: Configuration; readonly time: number; readonly description: string }
  >;
}

export const diskSlot =
  /^(?:scsi(?:[0-9]|[12][0-9]|30)|virtio(?:[0-9]|1[0-5])|sata[0-5]|ide[0-3]|efidisk0|tpmstate0)$/;
export const netSlot = /^net(?:[0-9]|[12][0-9]|3[01])$/;
export const unusedSlot = /^unused\d+$/;

/** The slot whose features a hot-plug setting names; what is missing in the configuration is the default. */
export function hotplugFeatures({ hotplug }: Configuration): ReadonlySet<string> {
  if (hotplug === undefined || hotplug.trim() === "1") return new Set(["network", "disk", "usb"]);
  return new Set(hotplug.trim() === "0" ? [] : hotplug.split(",").map((feature) => feature.trim()));
}
