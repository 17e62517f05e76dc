import { outermost, sensitiveAt } from "../../expression/marked.js";
import { grouped } from "../../value/grouped.js";
import { blockAddress, type Address } from "../address.js";
import type { Block } from "../blueprint/blueprint.js";
import type { DataNode } from "../planning/data-node.js";
import type { Working } from "../planning/make-plan.js";
import type { Node } from "../planning/node.js";
import { togetherAs } from "../rounds.js";
import type { Site } from "./steps.js";

/** Where blocks are told, and what they have become is known from. */
export type Told = Pick<Site, "context" | "evaluation" | "answers">;

/** For each block, what says what it has become, once all its instances are made or read. */
export function tellers(
  site: Told,
  { nodes, reads, empty }: Pick<Working, "nodes" | "reads" | "empty">,
): ReadonlyMap<string, () => void> {
  const made = grouped(
    nodes.filter(({ planned }) => planned !== undefined),
    blockOf,
  );
  const read = grouped(reads, blockOf);
  const nothing = (block: Block) =>
    site.evaluation.tell(blockAddress(block), togetherAs(block.repetition?.kind, []));
  return new Map([
    ...empty.map((block) => [blockAddress(block), () => nothing(block)] as const),
    ...[...made].map(([block, all]) => [block, () => tellResource(site, block, all)] as const),
    ...[...read].map(([block, all]) => [block, () => tellData(site, block, all)] as const),
  ]);
}

const blockOf = ({ address }: { readonly address: Address }) => blockAddress(address);

function tellResource({ context, evaluation }: Told, block: string, members: readonly Node[]): void {
  const instances = members.map((node) => {
    const record = context.state.record(node.address);
    return record === undefined
      ? undefined
      : {
          round: node.round,
          value: {
            value: record.instance.attributes,
            marks: outermost([...record.sensitive.map(sensitiveAt), ...node.marks]),
          },
        };
  });
  if (!instances.every((each) => each !== undefined)) return;
  evaluation.tell(block, togetherAs(context.graph.blocks.get(block)?.repetition?.kind, instances));
}

function tellData({ evaluation, answers }: Told, block: string, members: readonly DataNode[]): void {
  const instances = members.map(({ round, text, values, marks, deferred }) => {
    const value = deferred === undefined ? { value: values, marks } : answers.get(text);
    return value === undefined ? undefined : { round, value };
  });
  if (!instances.every((each) => each !== undefined)) return;
  evaluation.tell(block, togetherAs(members[0]?.block.repetition?.kind, instances));
}
