import { warning } from "../../../../lib/diagnostic/diagnostic.js";
import { diagnosticsOf, Refusal } from "../../../../lib/diagnostic/refusal.js";
import type { Need } from "../../../../lib/schema/need.js";
import type { Work } from "../../../../lib/schema/resource.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { AnswerLost } from "../../api/answer-lost.js";
import { means } from "../../api/meanings.js";
import { path } from "../../api/path.js";
import type { Rule } from "../../api/specification/call-rules.js";
import type { ResultOf } from "../../api/typed-calls.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { unstoppable } from "../../rest/time-limit.js";

/** The file as the list of its storage shows it. */
export type StoredFile = ResultOf<"GET", "/nodes/{node}/storage/{storage}/content">[number];

/** Node and storage of a file, as its attributes name them. */
export function placeOf({ node_name, datastore_id }: ValueObject) {
  return { node: scalarText(node_name), storage: scalarText(datastore_id) };
}

/** A file is read from its storage's list, which serves all files of the storage at once. */
export async function storedFile(
  connection: Connection,
  identity: ValueObject,
): Promise<StoredFile | undefined> {
  const rows = await connection.once("/nodes/{node}/storage/{storage}/content", placeOf(identity));
  return rows.find(({ volid }) => volid === identity["id"]);
}

/** Removes a file; it may be gone already. */
export async function removeFile(work: Work<Connection>, identity: ValueObject): Promise<void> {
  try {
    const task = await work.connection.api.delete("/nodes/{node}/storage/{storage}/content/{volume}", {
      ...placeOf(identity),
      volume: scalarText(identity["id"]),
    });
    if (task !== null) await work.task(task);
  } catch (thrown) {
    if (!means(thrown, "missing")) throw thrown;
  }
}

/** Brings a file into its storage; what is left of one that fails half-way is removed, and what stood there before stays. */
export async function bringFile(
  work: Work<Connection>,
  identity: ValueObject,
  bring: () => Promise<void>,
): Promise<void> {
  const sizeNow = async () => {
    work.connection.forget();
    return (await storedFile(work.connection, identity))?.size;
  };
  const before = await sizeNow();
  try {
    await bring();
  } catch (thrown) {
    // Whether it was done is not known, so nothing may be undone.
    if (thrown instanceof AnswerLost) throw thrown;
    try {
      const now = await sizeNow();
      if (now !== undefined && now !== before) await removeFile(unstoppable(work), identity);
    } catch (unseen) {
      work.warn(
        warning(`part of ${scalarText(identity["id"])} may be left`, {
          detail: `It could not be looked for: ${unseen instanceof Error ? unseen.message : String(unseen)}`,
        }),
      );
    }
    throw withAdvice(thrown, identity);
  }
}

/** A node says in its own words that a storage has filled up meanwhile, and not what to do. */
function withAdvice(thrown: unknown, identity: ValueObject): unknown {
  const told = diagnosticsOf(thrown);
  if (!told.some(({ detail = "" }) => noRoom.test(detail))) return thrown;
  const { storage } = placeOf(identity);
  return new Refusal(
    told.map((each) => ({
      ...each,
      detail: `${each.detail ?? ""}\nMake room in storage ${storage}, or choose another one. Nothing of the file is kept.`,
    })),
  );
}

const noRoom = /No space left on device|Disk quota exceeded/;

/** The login may delete what is in the storage. */
export function removalNeed(prior: ValueObject): Need {
  const { node, storage } = placeOf(prior);
  const rule: Rule = ["perm", "/storage/{storage}", ["Datastore.Allocate"]];
  const target = path`/nodes/${node}/storage/${storage}/content/${scalarText(prior["id"])}`;
  return callNeed({ verb: "DELETE", path: target, rule }, "the file goes");
}

/** `pve1/local:iso/debian.iso` */
export const fileImportId = {
  form: "{node_name}/{datastore_id}:{content_type}/{file_name}",
  example: "pve1/local:iso/debian.iso",
  parse: (text: string) => {
    const [, node_name, id, datastore_id] = /^([^/]+)\/(([^:/]+):[a-z]+\/[^/]+)$/.exec(text) ?? [];
    return node_name === undefined || id === undefined || datastore_id === undefined
      ? undefined
      : { node_name, datastore_id, id };
  },
};
