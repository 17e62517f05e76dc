import type { AttributeChange } from "../../../../lib/schema/attribute.js";
import { assigned, computed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { entries } from "../../../../lib/schema/structures.js";
import { flag, integer, oneOf, text, textLike } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { checkSource, fileText, named } from "./file-content.js";
import { block } from "./file-source.js";
import { parseTag } from "./file-tag.js";
import { fileVerbs } from "./file-verbs.js";
import { fileImportId } from "./stored-file.js";
import { nodeName } from "../../form/node-name.js";
import { storageName } from "../../form/storage-name.js";

/** What an imported file holds can't be read, and other tools note less: nobody sends it again for that. */
const onceKnown = ({ before }: AttributeChange) => (parseTag(before) === undefined ? "recorded" : "replace");

/** How an imported file was made can't be read. */
const onceMade = ({ object: { before } }: AttributeChange) =>
  block(before, "source_file") === undefined && block(before, "source_raw") === undefined
    ? "recorded"
    : "replace";

const attributes = {
  id: assigned(text, "The volume id: `local:import/debian.qcow2`."),
  node_name: required(nodeName, "The node that takes the file."),
  datastore_id: required(storageName, "The storage that the file goes to."),
  content_type: assigned(
    oneOf("backup", "iso", "snippets", "vztmpl", "import"),
    "What the file is. Told by its ending if not said.",
    { replace: true },
  ),
  file_name: computed(text, "The file's name in the storage."),
  file_size: computed(
    integer(),
    "Bytes in the storage. Where somebody else put a file of another size there, it is sent anew.",
    { foreseen: true, replace: true },
  ),
  file_tag: computed(
    text,
    "What the file holds: its bytes and their SHA-256. Where the source here holds something else, it is sent anew.",
    { foreseen: true, replace: true, effect: onceKnown },
  ),
  file_modification_date: computed(text, "When the source here last changed, as RFC 3339."),
  file_mode: optional(
    textLike(/^[0-7]{3,4}$/, "three or four octal digits"),
    "Access rights in octal digits, `0755`; only for what goes over SSH. For another user than root, sudo must allow `chmod`.",
    { effect: onceMade, replace: true },
  ),
  overwrite: optional(
    flag,
    "Whether a file of this name that exists may be overwritten. Refused if not said.",
    { effect: "recorded" },
  ),
  timeout_upload: optional(
    integer({ min: 1 }),
    "Seconds after which sending the file is given up. It takes as long as it needs if not said.",
    { effect: "recorded" },
  ),
  upload_mode: optional(
    oneOf("sftp", "stream"),
    "Kept for compatibility: what goes over SSH is always streamed.",
    { effect: "recorded" },
  ),
  source_file: entries(
    "optional",
    "A file here, or at a URL. It is streamed through, without a copy. A file here is sent anew when it holds something else; one at a URL when its URL, its checksum or `changed` changes.",
    {
      block: true,
      max: 1,
      attributes: {
        path: required(text, "Path or URL."),
        file_name: optional(text, "Another name in the storage.", { absent: "" }),
        checksum: optional(
          text,
          "Hexadecimal digits of MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512; checked while it is sent, and by Proxmox VE.",
          { absent: "" },
        ),
        changed: optional(flag, "Sends the file at a URL anew when it changes.", { absent: false }),
        insecure: optional(flag, "Takes any certificate of the URL's server.", { absent: false }),
        min_tls: optional(
          oneOf("", "1.0", "1.1", "1.2", "1.3"),
          "The least version of TLS for the URL's server. 1.2 if not said.",
          { absent: "" },
        ),
      },
    },
  ),
  source_raw: entries("optional", "Text in the code.", {
    block: true,
    max: 1,
    attributes: {
      data: required(text, "The text."),
      file_name: required(text, "The name in the storage."),
      resize: optional(integer({ min: 0 }), "Bytes that the file is cut or filled with zeros to.", {
        absent: 0,
      }),
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
  importId: fileImportId,
  rules: {
    check: checkSource,
    derive: named,
    overwrites: (planned) => planned.overwrite === true,
    summary: fileText,
  },
  verbs: fileVerbs,
});
