import type { ValueObject } from "../../../../lib/value/value.js";
import { attributesOf } from "../../../../providers/proxmox/resources/nodes/container/attributes-of.js";
import { mountsOf } from "../../../../providers/proxmox/resources/nodes/container/volumes.js";
import type { Configuration } from "../../../../providers/proxmox/resources/nodes/guest/configuration.js";

/** The wish that a request stands for. A volume that is asked for as `storage:4` is one of 4 GiB. */
export function wishOf(sent: Configuration): ValueObject {
  const seen = attributesOf(sent);
  const mounts = mountsOf(sent);
  const wished = (slot: string, values: ValueObject): ValueObject => {
    const { volume = "", kind } = mounts[slot] ?? {};
    const gib = /^[^:]+:([\d.]+)$/.exec(volume)?.[1];
    if (gib !== undefined) return { ...values, size: `${Number(gib)}G`, volume: null };
    // What is there already is named by its volume alone.
    return kind === "volume" && slot === "rootfs" ? values : { ...values, storage: null, size: null };
  };
  const points = Object.entries((seen["mount_points"] ?? {}) as Readonly<Record<string, ValueObject>>);
  const { rootfs } = seen;
  return {
    node: "pve1",
    os_template: "local:vztmpl/debian.tar.zst",
    ...seen,
    template: null,
    unprivileged: sent["unprivileged"] === undefined ? null : sent["unprivileged"] === "1",
    rootfs: rootfs === null ? null : { ...wished("rootfs", rootfs as ValueObject), volume: null },
    mount_points: Object.fromEntries(points.map(([slot, point]) => [slot, wished(slot, point)])),
  };
}
