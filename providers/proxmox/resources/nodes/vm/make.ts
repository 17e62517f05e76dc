import { randomUUID } from "node:crypto";

import type { Work } from "../../../../../lib/schema/resource.js";
import { isObject } from "../../../../../lib/value/value.js";
import { isDenied } from "../../../api/meanings.js";
import { unchecked } from "../../../api/typed-calls.js";
import type { Connection } from "../../../connection.js";
import { lineOf, partsOf } from "../../../form/property-string.js";
import type { NewGuest } from "../guest/guest-type.js";
import { rethrow } from "../guest/refused.js";
import { withNumber } from "../guest/with-number.js";
import { creationParameters } from "./creation-parameters.js";
import { refuseLargerImages } from "./image-size.js";
import { madeOnTheNode } from "./import-way.js";
import { keyPath } from "./key-path.js";

/** Makes a guest, blank or from an image, and answers its number. */
export async function make(work: Work<Connection>, { node, planned, secrets }: NewGuest): Promise<number> {
  const disks = isObject(planned["disks"]) ? planned["disks"] : {};
  await refuseLargerImages(work.connection, node, disks);
  const later = Object.keys(await madeOnTheNode(work.connection, disks));
  const configuration = creationParameters({ planned, secrets, later });
  const { vmid: wished, pool } = planned;
  const own = configuration["smbios1"];
  const makeWith = (mark: string | null) =>
    withNumber(work, { kind: "qemu", wished, proof: mark }, ({ vmid, proof }) =>
      work.connection.api
        .post("/nodes/{node}/qemu", {
          node,
          vmid,
          ...unchecked(configuration),
          ...(proof === null ? {} : { smbios1: lineOf({ ...partsOf(own), uuid: proof }) }),
          ...(typeof pool === "string" ? { pool } : {}),
        })
        .catch((thrown: unknown) => rethrow(thrown, (key) => keyPath(key, configuration))),
    );
  // PVE would make this number itself; to give it takes a privilege of its own.
  return makeWith(own?.includes("uuid=") === true ? null : randomUUID()).catch((thrown: unknown) => {
    if (isDenied(thrown, "VM.Config.HWType")) return makeWith(null);
    throw thrown;
  });
}
