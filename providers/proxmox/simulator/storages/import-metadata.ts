import { existsSync, readFileSync } from "node:fs";

import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { checkVolumeAccess } from "../guests/volume-access.js";
import { isFileType } from "./layout.js";
import { parseOvf } from "./ovf.js";
import { plainName } from "./volume-name.js";
import { storageOf } from "./properties.js";
import { tarEntries, tarText } from "./tar.js";
import { declaredPath } from "./declared-path.js";
import { split, volumeOf, volumePath } from "./volume.js";

/** What a machine from elsewhere would be here: the values of a new guest, and where its disks are. */
export const importRoutes: Routes = {
  "GET /nodes/{node}/storage/{storage}/import-metadata": (call) => {
    const id = textOf(call, "storage") as string;
    // The name alone is meant, without the storage.
    const volid = `${id}:${textOf(call, "volume")}`;
    checkVolumeAccess(call, undefined, volid);
    if (!isFileType(storageOf(call.world, id).type)) fail("storage does not support the importer API");
    const { content, format } = volumeOf(call.world, volid);
    if (content !== "import") fail(`invalid content type '${content}'`);
    if (format !== "ova" && format !== "ovf") fail("invalid format");
    return described(call, volid, format);
  },
};

function described(call: Call, volid: string, format: "ova" | "ovf") {
  const { world } = call;
  const path = volumePath(world, volid, textOf(call, "node"));
  if (!existsSync(path)) fail(`can't open '${declaredPath(world, volid)}' - No such file or directory`);
  const { storage, name } = split(volid);
  const { create, disks, net } = parseOvf(format === "ova" ? packed(path) : readFileSync(path, "utf8"));
  const wrong = disks.find(({ file }) => !plainName.test(file) || file === "." || file === "..");
  if (wrong !== undefined) fail(`referenced path '${wrong.file}' is invalid`);
  const isEfi = create["bios"] === "ovmf";
  return {
    type: "vm",
    source: name,
    "create-args": create,
    disks: {
      ...Object.fromEntries(
        disks.map(({ slot, file, bytes }) => [
          slot,
          {
            volid: format === "ova" ? `${volid}/${file}` : `${storage}:import/${file}`,
            ...(bytes === undefined ? {} : { size: bytes }),
          },
        ]),
      ),
      ...(isEfi ? { efidisk0: 1 } : {}),
    },
    net,
    warnings: [
      ...(format === "ova" ? [{ type: "ova-needs-extracting" }] : []),
      ...(isEfi ? [{ type: "efi-state-lost", key: "bios", value: "ovmf" }] : []),
    ],
  };
}

/** The description in an archive: the first of that ending. */
function packed(path: string): string {
  const entry = tarEntries(path)?.find(({ name }) => name.endsWith(".ovf"));
  if (entry === undefined)
    fail(
      `command 'tar -xO --wildcards --occurrence=1 -f ${path.replace(/^.*\//, "")} '*.ovf'' failed: exit code 2`,
    );
  return tarText(path, entry);
}
