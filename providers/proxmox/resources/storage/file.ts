import { assigned, computed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { entries } from "../../../../lib/schema/structures.js";
import { flag, integer, oneOf, text } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { checkSource, fileText, named } from "./file-content.js";
import { fileVerbs } from "./file-verbs.js";

const attributes = {
  id: assigned(text, "The volume id: `local:import/debian.qcow2`."),
  node_name: required(text, "The node that takes the file."),
  datastore_id: required(text, "The storage that the file goes to."),
  content_type: assigned(
    oneOf("backup", "iso", "snippets", "vztmpl", "import"),
    "What the file is. Told by its ending if not said.",
    { replace: true },
  ),
  file_name: computed(text, "The file's name in the storage."),
  file_size: computed(integer(), "Bytes."),
  file_modification_date: computed(text, "When the storage got it, as RFC 3339."),
  file_tag: computed(text, "Size and time in one text, which changes with the file."),
  file_mode: optional(text, "Access rights; only for what goes over SSH.", { replace: true }),
  overwrite: optional(
    flag,
    "Whether a file of this name that exists may be overwritten. Refused if not said.",
  ),
  timeout_upload: optional(integer({ min: 1 }), "Kept for compatibility: an upload has no limit of time."),
  upload_mode: optional(oneOf("sftp", "stream"), "Kept for compatibility: uploads are always streamed."),
  source_file: entries("optional", "A file here, or at a URL. It is streamed through, without a copy.", {
    block: true,
    replace: true,
    attributes: {
      path: required(text, "Path or URL."),
      file_name: optional(text, "Another name in the storage.", { absent: "" }),
      checksum: optional(text, "Hexadecimal digits; checked by Proxmox VE. A new checksum uploads anew.", {
        absent: "",
      }),
      changed: optional(flag, "Uploads anew when it changes.", { absent: false }),
      insecure: optional(flag, "Kept for compatibility.", { absent: false }),
      min_tls: optional(text, "Kept for compatibility.", { absent: "" }),
    },
  }),
  source_raw: entries("optional", "Text in the code.", {
    block: true,
    replace: true,
    attributes: {
      data: required(text, "The text."),
      file_name: required(text, "The name in the storage."),
      resize: optional(integer(), "Kept for compatibility.", { absent: 0 }),
    },
  }),
} as const;

/** A file in a storage: an ISO image, a container template, a disk image to import from. */
export const file = resource<Connection, typeof attributes>({
  type: "file",
  aliases: ["proxmox_virtual_environment_file"],
  description:
    "A file in a storage: an ISO image, a container template or a disk image to import from, uploaded over the API; or a snippet, for which the API has no upload, written over SSH (see the provider's `ssh`).",
  source: "/nodes/{node}/storage/{storage}/upload",
  attributes,
  identity: ["node_name", "datastore_id", "id"],
  importId: {
    form: "{node_name}/{datastore_id}:{content_type}/{file_name}",
    example: "pve1/local:iso/debian.iso",
    parse: (text) => {
      const [, node_name, id, datastore_id] = /^([^/]+)\/(([^:/]+):[a-z]+\/[^/]+)$/.exec(text) ?? [];
      return node_name === undefined || id === undefined || datastore_id === undefined
        ? undefined
        : { node_name, datastore_id, id };
    },
  },
  rules: {
    check: checkSource,
    derive: named,
    overwrites: (planned) => planned.overwrite === true,
    summary: fileText,
  },
  verbs: fileVerbs,
});
