import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import type { Change, Work } from "../../../../../lib/schema/resource.js";
import type { Connection } from "../../../connection.js";
import { partsOf } from "../../../form/property-string.js";
import { readConfiguration } from "../guest/read-configuration.js";
import { at, type Target } from "../guest/target.js";
import { madeOnTheNode } from "./import-way.js";

/** The new disks among changes, by slot. */
export function newDisks(changes: readonly Change[]): ValueObject {
  return Object.fromEntries(
    changes.flatMap(({ path, before, after }) =>
      path[0] === "disks" && path.length === 2 && before === null && isObject(after)
        ? [[String(path[1]), after]]
        : [],
    ),
  );
}

/** Makes the new disks that the API can't make, over SSH. Answers their volumes by slot; nothing uses them yet. */
export async function importOnNode(
  work: Work<Connection>,
  target: Target,
  changes: readonly Change[],
): Promise<Readonly<Record<string, string>>> {
  const disks = newDisks(changes);
  const slots = Object.keys(await madeOnTheNode(work.connection, disks));
  if (slots.length === 0) return {};
  const { importDisk } = await import("../../../ssh/import-disk.js");
  const node = await work.connection.ssh(target.node);
  const volumes: Record<string, string> = {};
  for (const slot of slots) {
    const { from, storage, format } = disks[slot] as Readonly<Record<string, string | null | undefined>>;
    const what = `importing disk ${slot} over SSH`;
    work.progress(what);
    volumes[slot] = await importDisk(node, {
      vmid: target.vmid,
      source: from ?? "",
      storage: storage ?? "",
      ...(format === null || format === undefined ? {} : { format }),
      progress: (fraction) => work.progress(what, fraction),
      signal: work.signal,
    });
  }
  return volumes;
}

/** Removes volumes that were made and could not be put into their slots. */
export async function dropImported(
  { connection }: Work<Connection>,
  target: Target,
  volumes: readonly string[],
): Promise<void> {
  const { wished } = await readConfiguration(connection, target);
  const keys = Object.entries(wished)
    .filter(([key, line]) => /^unused\d+$/.test(key) && volumes.includes(partsOf(line, "file")["file"] ?? ""))
    .map(([key]) => key);
  if (keys.length > 0)
    await connection.api.put("/nodes/{node}/qemu/{vmid}/config", {
      ...at(target),
      delete: keys,
    });
}
