import { warning } from "../../../../lib/diagnostic/diagnostic.js";
import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { AttributeChange, Attributes } from "../../../../lib/schema/attribute.js";
import { computed, optional, required } from "../../../../lib/schema/roles.js";
import type { Foresight, Outlook, Verbs, Work } from "../../../../lib/schema/resource.js";
import { flag, integer, text } from "../../../../lib/schema/types.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { isUnknown, unknown, type ValueObject } from "../../../../lib/value/value.js";
import { path } from "../../api/path.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { assertRoom } from "./assert-room.js";
import { bringFile, placeOf, removalNeed, removeFile, storedFile } from "./stored-file.js";
import { within } from "../../rest/time-limit.js";
import { nodeName } from "../../form/node-name.js";
import { storageName } from "../../form/storage-name.js";

/** How an imported file was fetched can't be read: what the code says of it is taken down, and fetches nothing. */
export function onceFetched(from: string) {
  return ({ object }: AttributeChange) => ((object.before[from] ?? null) === null ? "recorded" : "replace");
}

/** What all files have that a node fetches by itself. */
export const fetchedAttributes = {
  id: computed(text, "The volume id: `local:iso/debian.iso`."),
  node_name: required(nodeName, "The node that fetches the file."),
  datastore_id: required(storageName, "The storage that the file goes to."),
  size: computed(integer(), "Bytes, as they were fetched.", {
    foreseen: true,
    replace: true,
    effect: ({ before }) => (before === null ? "recorded" : "replace"),
  }),
  overwrite: optional(
    flag,
    "Whether the file is fetched anew where somebody else put one of another size in its place.",
    { default: true, effect: "recorded" },
  ),
  overwrite_unmanaged: optional(
    flag,
    "Whether a file of this name that exists is removed first; otherwise it is an error.",
    { default: false, effect: "recorded" },
  ),
  upload_timeout: optional(
    integer({ min: 1 }),
    "Seconds after which the node is told to stop. It takes as long as it needs if not said.",
    { effect: "recorded" },
  ),
} as const;

/** What is to be fetched, by what the node is told. */
export interface Fetching {
  /** Bytes, where the server tells. */
  readonly size: number | undefined;
  /** The attributes with the name and volume id that the file gets. */
  readonly planned: ValueObject;
  /** Tells the node; answers its task. */
  start(): Promise<string>;
}

export interface Fetch {
  /** The call that makes the node fetch. */
  readonly call: "download-url" | "oci-registry-pull";
  prepare(work: Work<Connection>, planned: ValueObject): Promise<Fetching>;
}

/** The verbs of a file that a node fetches by itself. */
export function fetchedVerbs({ call, prepare }: Fetch): Verbs<Connection, Attributes> {
  return {
    read: async (connection, identity) => {
      const row = await storedFile(connection, identity);
      if (row === undefined) return undefined;
      const { volid, content = "", size } = row;
      return {
        attributes: { ...identity, content_type: content, file_name: volid.split("/").at(-1) ?? "" },
        facts: { size: size ?? null },
      };
    },
    foresee: async (outlook) => foreseeSize(outlook),
    create: async (around, creation) => {
      const work = within(around, (creation.planned as ValueObject)["upload_timeout"], "upload_timeout");
      const { planned, size, start } = await prepare(work, creation.planned as ValueObject);
      await assertRoom(work, planned, size);
      const identity = {
        node_name: scalarText(planned["node_name"]),
        datastore_id: scalarText(planned["datastore_id"]),
        id: scalarText(planned["id"]),
      };
      await makeWay(work, planned, identity);
      await work.intend(identity);
      await bringFile(work, identity, async () => work.task(await start()));
      work.connection.forget();
      const stored = await storedFile(work.connection, identity);
      if (stored?.size !== undefined) work.reveal({ size: stored.size });
      return identity;
    },
    // What is fetched makes another file; all else says only how.
    update: async () => undefined,
    delete: (work, { identity }) => removeFile(work, identity),
    needs: async (_connection, change) => {
      if (change.action === "update") return [];
      if (change.action === "delete") return [removalNeed(change.prior as ValueObject)];
      const { node_name, datastore_id } = change.planned;
      if (isUnknown(node_name) || isUnknown(datastore_id)) return [];
      const { node, storage } = placeOf(change.planned);
      const target = `${path`/nodes/${node}/storage/${storage}`}/${call}`;
      return [callNeed({ verb: "POST", path: target }, "the node fetches the file")];
    },
  };
}

/** PVE never overwrites what it fetches. */
async function makeWay(
  work: Work<Connection>,
  planned: ValueObject,
  identity: ValueObject & { readonly id: string },
): Promise<void> {
  work.connection.forget();
  if ((await storedFile(work.connection, identity)) === undefined) return;
  if (planned["overwrite_unmanaged"] === true) return removeFile(work, identity);
  refuse(`${identity.id} exists already`, {
    detail:
      "It was not made by this code and is left as it is. Import it, or set `overwrite_unmanaged = true`.",
  });
}

/** The size that was fetched; another one in the storage means that somebody else put something there. */
function foreseeSize({ configuration, prior }: Outlook): Foresight {
  if (prior === undefined) return { values: { size: unknown } };
  const { size: fetched = null } = prior.attributes;
  const { size: stored = null } = prior.facts;
  if (fetched === null) return { values: { size: stored ?? unknown } };
  if (stored === null || stored === fetched || configuration["overwrite"] === false)
    return { values: { size: fetched } };
  return {
    values: { size: unknown },
    diagnostics: [
      warning(`${scalarText(prior.attributes["id"])} is not what was fetched`, {
        path: ["size"],
        detail: `It has ${scalarText(stored)} bytes instead of ${scalarText(fetched)}, so it is fetched anew. With overwrite = false it stays.`,
      }),
    ],
  };
}
