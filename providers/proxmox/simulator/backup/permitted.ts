import { specification, type PropertyFormat } from "../../api/specification/specification.js";
import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { ApiFailure, parameterFailure } from "../failure.js";
import { parseProperties } from "../verify/property-string.js";

const rootOnly = ["tmpdir", "dumpdir", "script"];
/** What costs others: how fast and with how much of the node backups are made. */
const ofNode = ["bwlimit", "ionice", "performance"];

/** Refuses what the asking user may not say of a backup, or of a job that makes backups. */
export function assertBackupPermitted(call: Call): void {
  const { parameters, user } = call;
  const reserved = rootOnly.find((name) => name in parameters);
  if (user !== "root@pam" && reserved !== undefined)
    throw parameterFailure({ [reserved]: "Only root may set this option." });
  if (ofNode.some((name) => name in parameters)) requirePrivileges(call, "/", ["Sys.Modify"]);
  const fleecing = storageIn(textOf(call, "fleecing"));
  if (fleecing !== undefined) requirePrivileges(call, `/storage/${fleecing}`, ["Datastore.AllocateSpace"]);
  const pool = textOf(call, "pool");
  if (pool !== undefined && !call.world.pools.has(pool))
    throw new ApiFailure(403, `Permission check failed (pool '${pool}' does not exist)`);
}

function storageIn(fleecing: string | undefined): string | undefined {
  if (fleecing === undefined) return undefined;
  const format = specification().formats["backup-fleecing"] as PropertyFormat;
  return parseProperties(format, fleecing).values["storage"];
}
