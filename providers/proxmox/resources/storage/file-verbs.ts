import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Need } from "../../../../lib/schema/need.js";
import type { Verbs, Work } from "../../../../lib/schema/resource.js";
import { isUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { path } from "../../api/path.js";
import { pause } from "../../api/pause.js";
import { upload } from "../../api/upload.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { sshNeed } from "../../ssh/ssh-need.js";
import { assertRoom, assertRoomInBetween } from "./assert-room.js";
import { parseChecksum } from "./checksum.js";
import { isUploaded } from "./file-content.js";
import { foreseeFile } from "./file-foresight.js";
import { block, openSource, type Source } from "./file-source.js";
import { parseTag, tagText } from "./file-tag.js";
import { bringFile, placeOf, removalNeed, removeFile, storedFile } from "./stored-file.js";
import { verified } from "./verified.js";
import { unstoppable, within } from "../../rest/time-limit.js";

export const fileVerbs: Verbs<Connection, Attributes> = {
  read: async (connection, identity) => {
    const row = await storedFile(connection, identity);
    if (row === undefined) return undefined;
    const { volid, content = "", size = 0 } = row;
    const name = volid.split("/").at(-1) ?? "";
    return { attributes: { ...identity, content_type: content, file_name: name, file_size: size } };
  },
  foresee: foreseeFile,
  create: async (around, creation) => {
    const planned = creation.planned as ValueObject;
    const work = within(around, planned["timeout_upload"], "timeout_upload");
    const opened = await openSource(planned, work.connection);
    try {
      const source = verified(opened, {
        name: scalarText(planned["file_name"]),
        checksum: parseChecksum(block(planned, "source_file")?.["checksum"]),
        tag: parseTag(planned["file_tag"]),
        seen: (tag) => work.reveal({ file_tag: tagText(tag) }),
      });
      await assertRoom(work, planned, source.size);
      const identity = {
        node_name: scalarText(planned["node_name"]),
        datastore_id: scalarText(planned["datastore_id"]),
        id: scalarText(planned["id"]),
      };
      await work.intend(identity);
      const send = isUploaded(planned["content_type"]) ? sendOverApi : sendOverSsh;
      await send(work, planned, source);
      return identity;
    } finally {
      await opened.close();
    }
  },
  // What a file holds makes another one; all else says only how it is sent.
  update: async () => undefined,
  delete: (work, { identity }) => removeFile(work, identity),
  needs: async (_connection, change) => {
    if (change.action === "update") return [];
    if (change.action === "delete") return [removalNeed(change.prior as ValueObject)];
    const { node_name, datastore_id, content_type } = change.planned;
    if (isUnknown(content_type)) return [];
    if (!isUploaded(content_type)) return [overSsh(change.planned)];
    if (isUnknown(node_name) || isUnknown(datastore_id)) return [];
    const { node, storage } = placeOf(change.planned);
    return [
      callNeed(
        { verb: "POST", path: path`/nodes/${node}/storage/${storage}/upload` },
        "the file is uploaded",
      ),
    ];
  },
};

function overSsh({ node_name = null, datastore_id, content_type, file_mode }: ValueObject): Need {
  const isKnown = typeof datastore_id === "string" && typeof content_type === "string";
  const mode = typeof file_mode === "string" ? { mode: file_mode } : {};
  const work = isKnown
    ? { kind: "write" as const, storage: datastore_id, content: content_type, ...mode }
    : undefined;
  return sshNeed({ node: node_name, work }, `the API has no upload for ${scalarText(content_type)}`, [
    "content_type",
  ]);
}

async function sendOverApi(work: Work<Connection>, planned: ValueObject, source: Source): Promise<void> {
  const content = planned["content_type"];
  if (!isUploaded(content)) throw new Error(`content type ${scalarText(content)} was not checked`);
  const { sha256 } = parseTag(planned["file_tag"]) ?? {};
  const seen = sha256 === undefined ? undefined : { algorithm: "sha256", value: sha256 };
  const checksum = parseChecksum(block(planned, "source_file")?.["checksum"]) ?? seen;
  await assertRoomInBetween(work, source.size);
  await bringFile(work, planned, async () => {
    const task = await upload(work.connection.api, {
      ...placeOf(planned),
      content,
      name: scalarText(planned["file_name"]),
      ...source,
      ...(checksum === undefined ? {} : { checksum }),
      progress: (fraction) => work.progress("uploading", fraction),
      signal: work.signal,
    });
    await work.task(task);
  });
}

/** A node that was cut off may begin to write only now: milliseconds between the looks for what it left. */
const goneAfter = [0, 500, 1000, 2000];

/** Writes the file on the node itself; one that breaks off is removed. */
async function sendOverSsh(work: Work<Connection>, planned: ValueObject, source: Source): Promise<void> {
  const { node, storage } = placeOf(planned);
  const { file_mode } = planned;
  const { writeFile, FileBroken } = await import("../../ssh/write-file.js");
  try {
    await writeFile(await work.connection.ssh(node), {
      storage,
      content: scalarText(planned["content_type"]),
      name: scalarText(planned["file_name"]),
      ...source,
      ...(typeof file_mode === "string" ? { mode: file_mode } : {}),
      progress: (fraction) => work.progress("writing over SSH", fraction),
      signal: work.signal,
    });
  } catch (thrown) {
    if (thrown instanceof FileBroken)
      for (const wait of thrown.mayGoOn ? goneAfter : [0]) {
        await pause(wait);
        await removeFile(unstoppable(work), planned);
      }
    throw thrown;
  }
}
