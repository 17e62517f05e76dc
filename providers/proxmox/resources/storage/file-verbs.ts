import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Verbs } from "../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { means } from "../../api/meanings.js";
import { upload } from "../../api/upload.js";
import type { Connection } from "../../connection.js";
import { isContent, parseChecksum } from "./file-content.js";
import { block, openSource } from "./file-source.js";

const place = ({ node_name, datastore_id }: ValueObject) => ({
  node: scalarText(node_name),
  storage: scalarText(datastore_id),
});

/** A file is read from its storage's list, which serves all files of the storage at once. */
export const fileVerbs: Verbs<Connection, Attributes> = {
  read: async (connection, identity) => {
    const rows = await connection.once("/nodes/{node}/storage/{storage}/content", place(identity));
    const row = rows.find(({ volid }) => volid === identity["id"]);
    if (row === undefined) return undefined;
    const { volid, content = "", size = 0, ctime = 0 } = row;
    const attributes = {
      ...identity,
      content_type: content,
      file_name: volid.split("/").at(-1) ?? "",
      file_size: size,
      file_modification_date: new Date(ctime * 1000).toISOString(),
      file_tag: `${ctime.toString(16)}-${size.toString(16)}`,
    };
    return { attributes: attributes };
  },
  create: async (work, creation) => {
    const planned = creation.planned as ValueObject;
    const { node_name, datastore_id, content_type, file_name, id } = planned;
    if (!isContent(content_type)) throw new Error(`content type ${scalarText(content_type)} was not checked`);
    const source = await openSource(planned);
    await assertRoom(work.connection, planned, source.size);
    const identity = {
      node_name: scalarText(node_name),
      datastore_id: scalarText(datastore_id),
      id: scalarText(id),
    };
    await work.intend(identity);
    const checksum = parseChecksum(scalarText(block(planned, "source_file")?.["checksum"] ?? ""));
    const task = await upload(work.connection.api, {
      node: identity.node_name,
      storage: identity.datastore_id,
      content: content_type,
      fileName: scalarText(file_name),
      ...source,
      ...(checksum === undefined ? {} : { checksum }),
      progress: (fraction) => work.progress("uploading", fraction),
    });
    await work.task(task);
    return identity;
  },
  // Only what says how to upload can change without a new upload.
  update: async () => undefined,
  delete: async (work, { identity }) => {
    try {
      const task = await work.connection.api.delete("/nodes/{node}/storage/{storage}/content/{volume}", {
        ...place(identity),
        volume: scalarText(identity["id"]),
      });
      if (task !== null) await work.task(task);
    } catch (thrown) {
      if (!means(thrown, "missing")) throw thrown;
    }
  },
};

/** Finds out before the upload what would stop it at its end. */
async function assertRoom({ api }: Connection, planned: ValueObject, size: number): Promise<void> {
  const { node_name, datastore_id, content_type } = planned;
  const status = await api.get("/nodes/{node}/storage/{storage}/status", place(planned));
  if (!status.content.split(",").includes(scalarText(content_type)))
    refuse(`storage ${scalarText(datastore_id)} does not take content "${scalarText(content_type)}"`, {
      path: ["datastore_id"],
      detail: `It takes ${status.content}. Allow the content type in the storage's configuration, or choose another storage.`,
    });
  if ((status.avail ?? 0) < size)
    refuse(`storage ${scalarText(datastore_id)} on ${scalarText(node_name)} has no room for the file`, {
      path: ["datastore_id"],
      detail: `The file has ${size} bytes; ${status.avail ?? 0} are free.`,
    });
}
