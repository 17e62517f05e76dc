import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";

/** Whether a guest was made by the interrupted create that chose its number: a task made it since then. */
export async function isOurs(
  connection: Connection,
  { identity, since }: { readonly identity: ValueObject; readonly since: number },
): Promise<boolean> {
  const vmid = Number(identity["vmid"]);
  const place = await connection.locate(vmid);
  if (place === undefined) return false;
  const tasks = await connection.api.get("/nodes/{node}/tasks", {
    node: place.node,
    since: Math.floor(since / 1000),
    limit: 500,
    source: "all",
  });
  const making = tasks.filter(({ starttime }) => starttime >= Math.floor(since / 1000));
  if (making.some(({ type, id }) => type === "qmcreate" && id === String(vmid))) return true;
  // A copy's task carries its source's number; only its log names the copy.
  for (const { upid } of making.filter(({ type }) => type === "qmclone"))
    if (await names(connection, { node: place.node, upid, vmid })) return true;
  return false;
}

async function names(
  { api }: Connection,
  { node, upid, vmid }: { readonly node: string; readonly upid: string; readonly vmid: number },
): Promise<boolean> {
  const lines = await api.get("/nodes/{node}/tasks/{upid}/log", { node, upid, limit: 500 });
  return lines.some(({ t }) => new RegExp(`with ID ${vmid}$|[/:]${vmid}/vm-${vmid}-`).test(t));
}
