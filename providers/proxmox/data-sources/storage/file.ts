import { refuse } from "../../../../lib/diagnostic/refusal.js";
import { dataSource } from "../../../../lib/schema/data-source.js";
import { required } from "../../../../lib/schema/roles.js";
import { nonEmpty } from "../../form/non-empty.js";
import type { Connection } from "../../connection.js";
import { contentType, volumeKeys, volumesOf } from "./volumes.js";

const { content_type: _type, file_name: _name, ...told } = volumeKeys;

/** One file of a storage. */
export const file = dataSource({
  type: "file",
  aliases: ["proxmox_virtual_environment_file"],
  description: "One file of a storage, as a node sees it.",
  source: "/nodes/{node}/storage/{storage}/content",
  attributes: {
    node_name: required(nonEmpty, "The node."),
    datastore_id: required(nonEmpty, "The storage."),
    content_type: required(contentType, "What it is."),
    file_name: required(nonEmpty, "Its name, without the storage and folder."),
    ...told,
  },
  read: async (connection: Connection, asked) => {
    const { node_name, datastore_id, content_type, file_name } = asked;
    const all = await volumesOf(connection, asked);
    return (
      all.find((each) => each["content_type"] === content_type && each["file_name"] === file_name) ??
      refuse(`there is no ${content_type} "${file_name}" in ${datastore_id} on ${node_name}`, {
        path: ["file_name"],
        detail: "The storage does not have it, or this login may not see it.",
      })
    );
  },
});
