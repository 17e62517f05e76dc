import { parseVolumeId, volumeExists } from "../storages/volume.js";
import type { Call } from "../call.js";

/** Why a volume can't be a guest's hook script; undefined if it can. */
export function hookScriptProblem({ world, local }: Call, script: string): string | undefined {
  if (parseVolumeId(script).content !== "snippets") return `'${script}' is not in the snippets directory`;
  return volumeExists(world, script, local) ? undefined : `script '${script}' does not exist`;
}
