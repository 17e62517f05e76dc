import { error, warning } from "../../../../lib/diagnostic/diagnostic.js";
import { Refusal, refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Work } from "../../../../lib/schema/resource.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { Connection } from "../../connection.js";
import { placeOf } from "./stored-file.js";

/** Finds out before a file is brought what would stop it at its end. `size` in bytes, where it is known. */
export async function assertRoom(
  { connection }: Work<Connection>,
  planned: ValueObject,
  size: number | undefined,
): Promise<void> {
  const { node, storage } = placeOf(planned);
  const content = scalarText(planned["content_type"]);
  const status = await connection.api.get("/nodes/{node}/storage/{storage}/status", { node, storage });
  if (!status.content.split(",").includes(content))
    refuse(`storage ${storage} does not take content "${content}"`, {
      path: ["datastore_id"],
      detail: `It takes ${status.content}. Allow the content type in the storage's configuration, or choose another storage.`,
    });
  if (size !== undefined && (status.avail ?? Infinity) < size)
    refuse(`storage ${storage} on ${node} has no room for the file`, {
      path: ["datastore_id"],
      detail: `The file has ${size} bytes; ${status.avail ?? 0} are free.`,
    });
}

/** An upload waits in a folder of the node that takes it, which stands on its root file system if nobody moved it. */
export async function assertRoomInBetween(work: Work<Connection>, size: number): Promise<void> {
  const { connection } = work;
  const room = await roomInBetween(connection);
  if (room === undefined || room.free >= size) return;
  const summary = `node ${room.node} has no room for the upload while it comes in`;
  const told = {
    detail: `It waits in /var/tmp until it is complete. The file has ${size} bytes; ${room.free} are free on the root file system.`,
  };
  if (connection.checks === "warnings") return work.warn(warning(summary, told));
  throw new Refusal([
    error(summary, {
      detail: `${told.detail} If /var/tmp is a file system of its own: \`skip_checks = true\` (PROXMOX_VE_SKIP_CHECKS=1).`,
    }),
  ]);
}

/** Undefined where this login may not see it. */
async function roomInBetween(
  connection: Connection,
): Promise<{ readonly node: string; readonly free: number } | undefined> {
  const members = await connection.once("/cluster/status").catch(() => []);
  const node = members.find(({ local }) => Number(local) === 1)?.name;
  if (node === undefined) return undefined;
  const status = await connection.api.get("/nodes/{node}/status", { node }).catch(() => undefined);
  const { avail } = (status?.["rootfs"] ?? {}) as { readonly avail?: number };
  return avail === undefined ? undefined : { node, free: avail };
}
