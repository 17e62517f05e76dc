import { refuse } from "../../../lib/diagnostic/refusal.js";
import { ApiError } from "../api/api-error.js";
import { means } from "../api/meanings.js";
import type { Connection } from "../connection.js";

/**
 * Throws unless a guest is provably nowhere. The cluster's list shows only what this login may see, but whether a
 * number is free is told to everybody; and a node without quorum may show an old state.
 */
export async function proveAbsence(connection: Connection, vmid: number): Promise<void> {
  await connection.api.get("/cluster/nextid", { vmid }).catch((thrown: unknown) => {
    if (!means(thrown, "exists")) throw thrown;
    refuse(`guest ${vmid} exists, but this login may not see it`, {
      path: ["vmid"],
      detail: `It needs VM.Audit on /vms/${vmid}, or on the guest's pool.`,
    });
  });
  if (await hasQuorum(connection)) return;
  refuse(`whether guest ${vmid} exists can't be told now`, {
    path: ["vmid"],
    detail: "The node that answered has no quorum: what it shows may be old.",
  });
}

/** A login that may not ask gets the benefit of the doubt: without quorum every write is refused anyway. */
async function hasQuorum(connection: Connection): Promise<boolean> {
  const rows = await connection.once("/cluster/status").catch((thrown: unknown) => {
    if (thrown instanceof ApiError && thrown.refused.status === 403) return [];
    throw thrown;
  });
  return !rows.some(({ type, quorate }) => type === "cluster" && quorate !== 1);
}
