import { textOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { assertContent, checkVolumeAccess } from "../guests/volume-access.js";
import { split, volumeOf } from "./volume.js";
import { storageOf } from "./properties.js";

const base = "/nodes/{node}/storage/{storage}/file-restore";

/** Single files of backups: only backup servers have them, and the simulated ones hold none. */
export const fileRestoreRoutes: Routes = {
  [`GET ${base}/list`]: (call) => {
    checkBackup(call);
    return [];
  },
  [`GET ${base}/download`]: (call) => {
    const volid = checkBackup(call);
    return fail(`unable to open '${textOf(call, "filepath")}' of '${volid}' - not found`);
  },
};

function checkBackup(call: Call): string {
  const id = textOf(call, "storage") as string;
  const volume = textOf(call, "volume") as string;
  const isWhole = /^[a-z][a-z0-9\-_.]*[a-z0-9]:.+$/i.test(volume);
  if (isWhole && split(volume).storage !== id)
    throw parameterFailure({ volume: `storage ID mismatch (${split(volume).storage} != ${id}).` });
  const volid = isWhole ? volume : `${id}:${volume.startsWith("backup/") ? "" : "backup/"}${volume}`;
  const { type } = storageOf(call.world, id);
  assertContent(volid, volumeOf(call.world, volid).content, "backup");
  checkVolumeAccess(call, undefined, volid);
  if (type !== "pbs") throw parameterFailure({ storage: "Only PBS storages supported for file-restore." });
  return volid;
}
