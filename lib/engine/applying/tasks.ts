import { blockAddress } from "../address.js";
import type { Graph } from "../graph.js";
import type { DataNode } from "../planning/data-node.js";
import { isToldLater, mayStay, type Node } from "../planning/node.js";
import type { Task } from "./schedule.js";

/** How the scheduler's tasks of a node are called; gathering tasks hold a whole block's. */
export const taskId = {
  make: (node: Node) => `make ${node.text}`,
  delete: (node: Node) => `delete ${node.text} ${node.found?.record?.deposed ?? ""}`,
  read: (read: DataNode) => `read ${read.text}`,
  made: (block: string) => `made ${block}`,
  gone: (block: string) => `gone ${block}`,
} as const;

export interface Doing {
  readonly make: (node: Node) => Pick<Task, "run" | "skip">;
  readonly delete: (node: Node) => Pick<Task, "run" | "skip">;
  readonly read: (read: DataNode) => Pick<Task, "run" | "skip">;
}

/**
 * The tasks of an apply and their order:
 *
 * - an object is made after all that it refers to, and a data source asked
 * - it is deleted after all that referred to it is deleted or refers to it no longer
 * - a replacement deletes first, or makes first where the code says so; then it deletes when nothing refers to the old one
 */
export function tasksOf(
  { nodes, reads }: { readonly nodes: readonly Node[]; readonly reads: readonly DataNode[] },
  graph: Graph,
  doing: Doing,
): readonly Task[] {
  const tasks = new Map<string, Task & { readonly after: Set<string> }>();
  const add = (id: string, work: Pick<Task, "run" | "skip">, after: readonly string[]) =>
    tasks.set(id, { id, ...work, after: new Set(after) });
  const byBlock = new Map<string, { readonly made: string[]; readonly gone: string[] }>();
  const neededBy = ({ address }: Pick<Node, "address">) =>
    [...(graph.direct.get(blockAddress(address)) ?? [])].map(taskId.made);
  const blockOf = (node: Pick<Node, "address">) => {
    const address = blockAddress(node.address);
    const known = byBlock.get(address) ?? { made: [], gone: [] };
    byBlock.set(address, known);
    return known;
  };
  for (const node of nodes) {
    const isMade = node.planned !== undefined;
    const isDeleted = node.action === "delete" || node.action === "replace" || node.action === "forget";
    if (isMade) {
      const first = isDeleted && node.order === "delete first" ? [taskId.delete(node)] : [];
      add(taskId.make(node), doing.make(node), [...neededBy(node), ...first]);
      blockOf(node).made.push(taskId.make(node));
    }
    if (isDeleted) {
      add(taskId.delete(node), doing.delete(node), node.order === "create first" ? [taskId.make(node)] : []);
      blockOf(node).gone.push(taskId.delete(node));
    }
  }
  for (const read of reads) {
    add(taskId.read(read), doing.read(read), neededBy(read));
    blockOf(read).made.push(taskId.read(read));
  }
  for (const [block, { made, gone }] of byBlock) {
    add(taskId.made(block), {}, made);
    add(taskId.gone(block), {}, gone);
  }
  orderDeletions(nodes, { graph, tasks });
  knowBeforeDeleting(nodes, { graph, tasks });
  knowWhatIsMeant(nodes, tasks);
  return [...tasks.values()];
}

interface Ordering {
  readonly graph: Graph;
  readonly tasks: ReadonlyMap<string, { readonly after: Set<string> }>;
}

function orderDeletions(nodes: readonly Node[], { graph, tasks }: Ordering): void {
  const referring = referringBlocks(nodes, graph);
  for (const node of nodes) {
    const task = tasks.get(taskId.delete(node));
    if (task === undefined) continue;
    const block = blockAddress(node.address);
    for (const other of referring.get(block) ?? []) if (other !== block) task.after.add(taskId.gone(other));
  }
  // That others must have let go of it first is wished, and gives way where it would close a circle.
  for (const node of nodes) {
    const task = tasks.get(taskId.delete(node));
    if (task === undefined || node.order === "delete first") continue;
    const block = blockAddress(node.address);
    for (const other of referring.get(block) ?? []) {
      const made = taskId.made(other);
      if (other !== block && tasks.has(made) && !reaches(tasks, made, taskId.delete(node)))
        task.after.add(made);
    }
  }
}

/** A replacement that hangs on unknown values waits for them: it may turn out that nothing is to be replaced. */
function knowBeforeDeleting(nodes: readonly Node[], { graph, tasks }: Ordering): void {
  for (const node of nodes.filter(mayStay)) {
    const task = tasks.get(taskId.delete(node));
    for (const block of graph.direct.get(blockAddress(node.address)) ?? []) {
      const made = taskId.made(block);
      if (tasks.has(made) && !reaches(tasks, made, taskId.delete(node))) task?.after.add(made);
    }
  }
}

/** An object leaves after all that may turn out to mean it: what means it is refused then, and it stays. */
function knowWhatIsMeant(nodes: readonly Node[], tasks: Ordering["tasks"]): void {
  const open = nodes.filter(isToldLater);
  for (const node of nodes.filter(({ action }) => action === "delete")) {
    const id = taskId.delete(node);
    for (const other of open.filter(({ definition }) => definition === node.definition))
      if (!reaches(tasks, taskId.make(other), id)) tasks.get(id)?.after.add(taskId.make(other));
  }
}

/** For each block, those that referred to it when the state was written, or do by the code. */
function referringBlocks(nodes: readonly Node[], graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const referring = new Map<string, Set<string>>();
  const note = (to: string, from: string) => {
    const known = referring.get(to);
    if (known === undefined) referring.set(to, new Set([from]));
    else known.add(from);
  };
  for (const node of nodes) {
    const from = blockAddress(node.address);
    for (const to of node.found?.record?.dependencies ?? []) note(to, from);
    if (node.planned !== undefined) for (const to of graph.direct.get(from) ?? []) note(to, from);
  }
  return referring;
}

function reaches(tasks: Ordering["tasks"], from: string, wanted: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === wanted) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(tasks.get(id)?.after ?? []));
  }
  return false;
}
