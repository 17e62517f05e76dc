import { tableParameters } from "../guest/table-parameters.js";
import { slotParameters, type Parameters, type Writing } from "../guest/writing.js";
import { cloudInitParameters } from "./cloud-init-parameters.js";
import { diskParameters, type DiskWriting } from "./disk-parameters.js";
import { firmwareParameters } from "./firmware.js";
import { tables } from "./tables.js";

/** The parameters that bring a configuration from what is stored to what is planned. */
export function parametersFor(writing: DiskWriting): Parameters {
  return {
    ...tableParameters(tables, writing),
    ...firmwareParameters(writing),
    ...cdromParameters(writing),
    ...diskParameters(writing),
    ...cloudInitParameters(writing),
  };
}

function cdromParameters({ changes, planned }: Writing): Parameters {
  return slotParameters(changes, ["cdroms"], (slot, { kind }) => {
    if (kind === "removed") return { [slot]: undefined };
    const wanted = (
      planned["cdroms"] as Readonly<Record<string, { readonly file?: string | null }>> | null
    )?.[slot];
    return { [slot]: `${wanted?.file ?? "none"},media=cdrom` };
  });
}
