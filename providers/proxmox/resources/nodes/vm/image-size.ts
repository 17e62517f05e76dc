import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../../../lib/diagnostic/refusal.js";
import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import { ApiError } from "../../../api/api-error.js";
import type { Connection } from "../../../connection.js";
import { storageOf } from "../guest/volume.js";
import { bytesOf, sizeText } from "../guest/size.js";

/** Refuses, before anything is made, disks that are wished for smaller than the image that they are made from. */
export async function refuseLargerImages(
  connection: Connection,
  node: string,
  disks: ValueObject,
): Promise<void> {
  const found = await Promise.all(
    Object.entries(disks).map(async ([slot, disk]): Promise<readonly Diagnostic[]> => {
      if (!isObject(disk) || typeof disk["from"] !== "string" || typeof disk["size"] !== "string") return [];
      const size = await imageSize(connection, node, disk["from"]);
      if (size === undefined || size <= bytesOf(disk["size"])) return [];
      return [
        error("the image does not fit into the disk", {
          path: ["disks", slot, "size"],
          detail: `disks.${slot}.size: ${sizeText(bytesOf(disk["size"]))}, but ${disk["from"]} has ${sizeText(size)}. Set at least that, or leave the size out to take the image's.`,
        }),
      ];
    }),
  );
  if (found.some((each) => each.length > 0)) throw new Refusal(found.flat());
}

/** An image's virtual size; undefined where this login may not look at it, or PVE can't tell. */
async function imageSize(connection: Connection, node: string, image: string): Promise<number | undefined> {
  const storage = storageOf(image);
  if (storage === null) return undefined;
  try {
    const { size } = await connection.api.get("/nodes/{node}/storage/{storage}/content/{volume}", {
      node,
      storage,
      volume: image,
    });
    return size;
  } catch (thrown) {
    if (thrown instanceof ApiError) return undefined;
    throw thrown;
  }
}
