import { error, warning, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Checks, PlacedNeed } from "../../../lib/schema/need.js";
import { path } from "../api/path.js";
import type { Connection } from "../connection.js";
import { callOf } from "./call-need.js";
import { placeOf } from "./place-of.js";
import { storageSubject, type StorageSubject } from "./storage-need.js";

/** A storage of the cluster, as far as it matters here. */
interface Row {
  readonly storage: string;
  readonly content?: string;
  /** The nodes that have it; all if not said. */
  readonly nodes?: string;
  readonly disable?: number;
}

/** Finds out whether nodes have the storages that changes write to. The cluster's list tells of all of them at once. */
export async function checkStorages(
  connection: Connection,
  needs: readonly PlacedNeed[],
  among: readonly PlacedNeed[] | undefined,
): Promise<Checks> {
  const found = await lacking(connection, needs, await kept(connection));
  // What is lacking may have been made since it was asked.
  const still = found.length === 0 ? found : await lacking(connection, needs, await fresh(connection));
  return {
    held: [],
    diagnostics: still.flatMap((each) => told(each, among)),
  };
}

const kept = (connection: Connection) => connection.onceAt<readonly Row[]>("/storage").catch(() => undefined);

const fresh = (connection: Connection) =>
  connection.api.ask<readonly Row[]>("GET", "/storage").catch(() => undefined);

interface Lacking {
  readonly need: PlacedNeed;
  /** What is wrong with the storage. */
  readonly summary: string;
  /** What there is beside it. */
  readonly choice: string;
}

/** Nothing where the list could not be had: the change itself will tell. */
async function lacking(
  connection: Connection,
  needs: readonly PlacedNeed[],
  rows: readonly Row[] | undefined,
): Promise<readonly Lacking[]> {
  if (rows === undefined) return [];
  const found = await Promise.all(
    needs.map(async (need) => {
      const subject = storageSubject(need);
      const row = rows.find(({ storage }) => storage === subject.storage);
      // One that this login may not see is the permissions' to tell.
      if (row === undefined && !(await maySee(connection, subject.storage))) return [];
      const summary = row === undefined ? `there is no storage "${subject.storage}"` : obstacle(row, subject);
      return summary === undefined ? [] : [{ need, summary, choice: choice(rows, subject) }];
    }),
  );
  return found.flat();
}

async function maySee({ login, privileges }: Connection, storage: string): Promise<boolean> {
  if (login === "root@pam") return true;
  const had = await privileges.known(path`/storage/${storage}`).catch(() => new Set<string>());
  return had.has("Datastore.Audit") || had.has("Datastore.AllocateSpace");
}

/** Why a node can't put something there, as Proxmox VE itself looks at it; undefined where it can. */
function obstacle(
  { disable, nodes, content: contents }: Row,
  { node, storage, content }: StorageSubject,
): string | undefined {
  if (disable === 1) return `storage "${storage}" is disabled`;
  if (nodes !== undefined && !listed(nodes).includes(node))
    return `storage "${storage}" is not for ${node}, only for ${listed(nodes).join(", ")}`;
  if (content !== null && contents !== undefined && !listed(contents).includes(content))
    return `storage "${storage}" is not for ${nouns[content]}, only for ${listed(contents).join(", ")}`;
  return undefined;
}

const nouns = { images: "disks of virtual machines", rootdir: "volumes of containers" } as const;

function choice(rows: readonly Row[], subject: StorageSubject): string {
  const { node, content } = subject;
  const fitting = rows.filter((row) => obstacle(row, subject) === undefined).map(({ storage }) => storage);
  const purpose = content === null ? "" : ` for ${nouns[content]} (content \`${content}\`)`;
  return fitting.length === 0
    ? `${node} has no storage${purpose}.`
    : `Storages of ${node}${purpose}: ${fitting.sort().join(", ")}.`;
}

function listed(words: string): readonly string[] {
  return words.split(",").filter((word) => word !== "");
}

function told(
  { need, summary, choice }: Lacking,
  among: readonly PlacedNeed[] | undefined,
): readonly Diagnostic[] {
  const tell = (as: typeof error, ...hints: readonly string[]) => [
    as(summary, { ...placeOf([need]), detail: [choice, ...hints].join("\n") }),
  ];
  const makers = among?.filter((each) => makes(each, storageSubject(need)));
  if (makers === undefined)
    return need.unmet === "certainly"
      ? tell(error)
      : tell(warning, "If something in this stack makes it, let it come before.");
  if (makers.length === 0)
    return need.unmet === "maybe by another stack"
      ? tell(warning, "Unless a stack that is applied before sees to it.")
      : tell(error);
  const isInOrder = makers.some(({ address }) => address !== undefined && need.after?.has(address) === true);
  return isInOrder
    ? []
    : tell(warning, "This plan sees to it, but nothing says that it comes before: refer to its resource.");
}

/** Whether a change makes a storage, or changes what it is for. */
function makes(change: PlacedNeed, { storage }: StorageSubject): boolean {
  if (change.kind !== "call") return false;
  const { verb, path: at, parameters } = callOf(change);
  return at === "/storage"
    ? verb === "POST" && parameters["storage"] === storage
    : verb === "PUT" && at === path`/storage/${storage}`;
}
