import { dataSource } from "../../../../lib/schema/data-source.js";
import { optional, required } from "../../../../lib/schema/roles.js";
import { entries } from "../../../../lib/schema/structures.js";
import { nonEmpty } from "../../form/non-empty.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import type { Connection } from "../../connection.js";
import { expressionText, regularExpression } from "../../form/regular-expression.js";
import { sortedBy } from "../../rest/sorted-by.js";
import { contentType, volumeKeys, volumesOf } from "./volumes.js";

/** The files of a storage. */
export const files = dataSource({
  type: "files",
  description: "The files of a storage, as a node sees them.",
  source: "/nodes/{node}/storage/{storage}/content",
  attributes: {
    node_name: required(nonEmpty, "The node."),
    datastore_id: required(nonEmpty, "The storage."),
    content_type: optional(contentType, "Only files of this kind."),
    file_name_regex: optional(expressionText, "Only files whose name this matches, or a part of it."),
    files: entries("computed", "The files by id.", { attributes: volumeKeys }),
  },
  read: async (connection: Connection, asked) => {
    const { content_type, file_name_regex } = asked;
    const expression = file_name_regex === null ? undefined : regularExpression(file_name_regex);
    const all = await volumesOf(connection, asked);
    return {
      files: sortedBy("id", all)
        .filter((file) => content_type === null || file["content_type"] === content_type)
        .filter(({ file_name }) => expression?.test(scalarText(file_name)) ?? true),
    };
  },
});
