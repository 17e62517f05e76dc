import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Begun } from "../../../../../lib/schema/resource.js";
import type { Connection, GuestRow } from "../../../connection.js";
import type { GuestType } from "./guest-type.js";
import { whoseIs } from "./whose-is.js";

type Made = Pick<GuestType, "kind" | "tasks">;

/**
 * Whether a guest was made by the interrupted create that chose its number: it shows the proof that the create sent.
 * A copy has no place for one; where a task like ours has made it, only a person can tell.
 */
export async function isOurs(
  connection: Connection,
  { kind, tasks }: Made,
  { identity, proof, since }: Begun,
): Promise<boolean> {
  const vmid = Number(identity["vmid"]);
  const place = await connection.locate(vmid);
  if (place === undefined) return false;
  if (proof !== null) return (await whoseIs(connection, { kind, vmid, proof })) === "ours";
  if (!(await mayBeOurs(connection, tasks, { ...place, since }))) return false;
  refuse(`guest ${vmid} may be what an interrupted apply has made`, {
    path: ["vmid"],
    detail: `A task of ${connection.api.login} made it since then, but nothing proves that it was ours. If it is, import it, or destroy it and apply again; if it is somebody else's, give another vmid.`,
  });
}

/** Whether a task of our login has made the guest since then. */
async function mayBeOurs(
  { api }: Connection,
  made: Made["tasks"],
  { node, vmid, since }: GuestRow & { readonly since: number },
): Promise<boolean> {
  const from = Math.floor(since / 1000);
  const tasks = await api.get("/nodes/{node}/tasks", { node, since: from, limit: 500, source: "all" });
  const making = tasks.filter(({ starttime, upid }) => starttime >= from && upid.split(":")[7] === api.login);
  if (making.some(({ type, id }) => type === made.make && id === String(vmid))) return true;
  // A copy's task carries its source's number; only its log names the copy.
  for (const { upid } of making.filter(({ type }) => type === made.copy)) {
    const lines = await api.get("/nodes/{node}/tasks/{upid}/log", { node, upid, limit: 500 });
    if (lines.some(({ t }) => new RegExp(`with ID ${vmid}$|[/:]${vmid}/vm-${vmid}-`).test(t))) return true;
  }
  return false;
}
