import { requirePrivileges } from "../access/check.js";
import { textOf, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { assertContent, checkVolumeAccess } from "../guests/volume-access.js";
import { tarEntries, tarText } from "../storages/tar.js";
import { volumeOf } from "../storages/volume.js";
import { backupDefaultRoutes } from "./defaults.js";
import { backUp } from "./job.js";
import { readPlain } from "./plain-archive.js";
import { readVmaHead } from "./vma-reader.js";

const base = "/nodes/{node}/vzdump";

/** Backups of guests, and what they say of them. */
export const backupRoutes: Routes = {
  ...backupDefaultRoutes,
  [`POST ${base}`]: backUp,
  [`GET ${base}/extractconfig`]: (call) => {
    const volume = textOf(call, "volume") as string;
    const { content, vmid } = volumeOf(call.world, volume);
    assertContent(volume, content, "backup");
    checkVolumeAccess(call, undefined, volume);
    requirePrivileges(call, `/vms/${vmid}`, ["VM.Backup"]);
    return readPlain({ world: call.world, volume, node: call.local, log: () => undefined }, configurationIn);
  },
};

/** The configuration of the guest that an archive holds, as its file has it. */
function configurationIn(path: string): string {
  const machine = readVmaHead(path)?.texts["qemu-server.conf"];
  if (machine !== undefined) return machine;
  const container = tarEntries(path)?.find(({ name }) => name === "./etc/vzdump/pct.conf");
  return container === undefined
    ? fail("ERROR: archive contains no configuration file")
    : tarText(path, container);
}
