import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Need } from "../../../../lib/schema/need.js";
import type { Verbs, Work } from "../../../../lib/schema/resource.js";
import { isUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { means } from "../../api/meanings.js";
import { path } from "../../api/path.js";
import type { Rule } from "../../api/specification/call-rules.js";
import { upload } from "../../api/upload.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { sshNeed } from "../../ssh/ssh-need.js";
import { isUploaded, parseChecksum } from "./file-content.js";
import { block, openSource, type Source } from "./file-source.js";

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
    const source = await openSource(planned);
    await assertRoom(work.connection, planned, source.size);
    const identity = {
      node_name: scalarText(planned["node_name"]),
      datastore_id: scalarText(planned["datastore_id"]),
      id: scalarText(planned["id"]),
    };
    await work.intend(identity);
    await (isUploaded(planned["content_type"]) ? sendOverApi : sendOverSsh)(work, planned, source);
    return identity;
  },
  // Only what says how to upload can change without a new upload.
  update: async () => undefined,
  delete: (work, { identity }) => remove(work, identity),
  needs: async (_connection, change) => {
    if (change.action === "update") return [];
    if (change.action === "delete") {
      const { node, storage } = place(change.prior as ValueObject);
      const volume = scalarText((change.prior as ValueObject)["id"]);
      const rule: Rule = ["perm", "/storage/{storage}", ["Datastore.Allocate"]];
      const target = path`/nodes/${node}/storage/${storage}/content/${volume}`;
      return [callNeed({ verb: "DELETE", path: target, rule }, "the file goes")];
    }
    const { node_name, datastore_id, content_type } = change.planned;
    if (isUnknown(content_type)) return [];
    if (!isUploaded(content_type)) return [overSsh(change.planned)];
    if (isUnknown(node_name) || isUnknown(datastore_id)) return [];
    const { node, storage } = place(change.planned);
    return [
      callNeed(
        { verb: "POST", path: path`/nodes/${node}/storage/${storage}/upload` },
        "the file is uploaded",
      ),
    ];
  },
};

function overSsh({ node_name = null, datastore_id, content_type }: ValueObject): Need {
  const isKnown = typeof datastore_id === "string" && typeof content_type === "string";
  const work = isKnown ? { kind: "write" as const, storage: datastore_id, content: content_type } : undefined;
  return sshNeed({ node: node_name, work }, `the API has no upload for ${scalarText(content_type)}`, [
    "content_type",
  ]);
}

async function sendOverApi(work: Work<Connection>, planned: ValueObject, source: Source): Promise<void> {
  const checksum = parseChecksum(scalarText(block(planned, "source_file")?.["checksum"] ?? ""));
  const content = planned["content_type"];
  if (!isUploaded(content)) throw new Error(`content type ${scalarText(content)} was not checked`);
  const task = await upload(work.connection.api, {
    ...place(planned),
    content,
    name: scalarText(planned["file_name"]),
    ...source,
    ...(checksum === undefined ? {} : { checksum }),
    progress: (fraction) => work.progress("uploading", fraction),
  });
  await work.task(task);
}

/** Writes the file on the node itself; one that breaks off is removed. */
async function sendOverSsh(work: Work<Connection>, planned: ValueObject, source: Source): Promise<void> {
  const { node, storage } = place(planned);
  const { writeFile, FileBroken } = await import("../../ssh/write-file.js");
  try {
    await writeFile(await work.connection.ssh(node), {
      storage,
      content: scalarText(planned["content_type"]),
      name: scalarText(planned["file_name"]),
      ...source,
      progress: (fraction) => work.progress("writing over SSH", fraction),
      signal: work.signal,
    });
  } catch (thrown) {
    if (thrown instanceof FileBroken) await remove(work, planned);
    throw thrown;
  }
}

async function remove(work: Work<Connection>, identity: ValueObject): Promise<void> {
  try {
    const task = await work.connection.api.delete("/nodes/{node}/storage/{storage}/content/{volume}", {
      ...place(identity),
      volume: scalarText(identity["id"]),
    });
    if (task !== null) await work.task(task);
  } catch (thrown) {
    if (!means(thrown, "missing")) throw thrown;
  }
}

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
