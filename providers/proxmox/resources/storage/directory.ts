import { managed, optional, required } from "../../../../lib/schema/roles.js";
import { nested } from "../../../../lib/schema/structures.js";
import { flag, oneOf, setOf } from "../../../../lib/schema/types.js";
import { backups, checkKept } from "../../form/backups.js";
import { restResource } from "../../rest/rest-resource.js";
import { absolutePath } from "../../form/absolute-path.js";
import { nodeName } from "../../form/node-name.js";
import { storageName } from "../../form/storage-name.js";

const words = ["backup", "images", "import", "iso", "rootdir", "snippets", "vztmpl"] as const;

/** PVE says `none` of a storage that takes nothing, which is none of them. */
const contents = {
  decode: (text: string) => words.filter((word) => text.split(",").includes(word)),
} as const;

/** A directory of the nodes as a storage. */
export const storageDirectory = restResource({
  type: "storage_directory",
  aliases: ["proxmox_virtual_environment_storage_directory"],
  description: "A directory of the nodes as a storage. What lies in it stays when the resource goes.",
  path: "/storage/{id}",
  collection: "/storage?type=dir",
  id: "{id}",
  example: "backups",
  // prettier-ignore
  attributes: {
    id: required(storageName, "The storage's name.", { key: "storage" }),
    path: required(absolutePath.type, "The directory, from the root.", { replace: true, canonical: absolutePath.canonical }),
    content: managed(setOf(oneOf(...words)), "What may lie in it.", contents),
    nodes: managed(setOf(nodeName), "The nodes that have it; all if not said.", { absent: [] }),
    disable: optional(flag, "Whether it is out of use.", { default: false }),
    shared: optional(flag, "Whether all nodes see the same content there. Proxmox VE does not make it so.", { default: true }),
    preallocation: optional(oneOf("off", "metadata", "falloc", "full"), "How room is taken for disks in raw and qcow2."),
    create_base_path: optional(flag, "Whether a directory that is missing is made.", { key: "create-base-path", default: true }),
    create_subdirs: optional(flag, "Whether the usual directories are made in it.", { key: "create-subdirs", default: true }),
    backups: nested("optional", "How many backups are kept.", { block: true, attributes: backups }),
  },
  rules: { check: ({ backups: kept }) => checkKept(kept) },
});
