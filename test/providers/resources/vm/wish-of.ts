import type { ValueObject } from "../../../../lib/value/value.js";
import { partsOf } from "../../../../providers/proxmox/form/property-string.js";
import { attributesOf } from "../../../../providers/proxmox/resources/nodes/vm/attributes-of.js";
import type { Configuration } from "../../../../providers/proxmox/resources/nodes/guest/configuration.js";

/** The wish that a request stands for. A disk that is asked for as `storage:4` is one of 4 GiB. */
export function wishOf(sent: Configuration): ValueObject {
  const seen = attributesOf(sent);
  const disks = Object.entries((seen["disks"] ?? {}) as Readonly<Record<string, ValueObject>>).map(
    ([slot, disk]) => {
      const { "import-from": from, format } = partsOf(sent[slot] ?? "", "file");
      const gib = /^[^:]+:(\d+)$/.exec(disk["file"] as string)?.[1];
      const size = from !== undefined || gib === undefined ? null : `${Number(gib)}G`;
      return [slot, { ...disk, size, from: from ?? null, format: format ?? null, file: null }];
    },
  );
  return { node: "pve1", ...seen, template: null, disks: Object.fromEntries(disks) as ValueObject };
}
