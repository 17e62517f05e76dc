import { refuse } from "../../../../lib/diagnostic/refusal.js";
import { computed } from "../../../../lib/schema/roles.js";
import { integer, oneOf, text } from "../../../../lib/schema/types.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { means } from "../../api/meanings.js";
import type { Connection } from "../../connection.js";
import { onNode } from "../../rest/on-node.js";
import { observe } from "../../rest/observe.js";

/** What a storage may hold. */
export const contentType = oneOf("backup", "images", "import", "iso", "rootdir", "snippets", "vztmpl");

/** What is told of a volume. */
export const volumeKeys = {
  id: computed(text, "The volume id: `local:iso/debian.iso`.", { key: "volid" }),
  content_type: computed(text, "What it is.", { key: "content" }),
  file_name: computed(text, "Its name, without the storage and folder.", {
    key: "name",
  }),
  file_format: computed(text, "Its format: `iso`, `qcow2` ...", { key: "format" }),
  file_size: computed(integer(), "Its size in bytes.", { key: "size" }),
  vmid: computed(integer(), "The guest that it belongs to."),
} as const;

export interface VolumePlace {
  readonly node_name: string;
  readonly datastore_id: string;
}

/** The volumes of a storage as a node sees them: one list serves all that ask. */
export async function volumesOf(
  connection: Connection,
  { node_name, datastore_id }: VolumePlace,
): Promise<readonly ValueObject[]> {
  const place = { node: node_name, storage: datastore_id };
  const list = () => connection.once("/nodes/{node}/storage/{storage}/content", place);
  const rows = await onNode(node_name, list).catch((thrown: unknown) => {
    if (!means(thrown, "missing")) throw thrown;
    return refuse(`there is no storage "${datastore_id}" on ${node_name}`, {
      path: ["datastore_id"],
      detail: "Proxmox VE knows none of that name, or this node does not use it.",
    });
  });
  return rows.map((row) =>
    observe(volumeKeys, { ...row, name: row.volid.replace(/^[^:]*:(?:[^/]*\/)?/, "") }),
  );
}
