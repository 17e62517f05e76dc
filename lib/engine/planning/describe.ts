import { decide } from "../../change/decide.js";
import { blockAddress } from "../address.js";
import type { Context } from "../context.js";
import { replaceMarked, sensitiveAt, type Mark } from "../../expression/marked.js";
import { containsUnknown, unknown, type Value } from "../../value/value.js";
import { marksOf } from "../marks.js";
import { maskChanges, maskValues, type Mask } from "../mask.js";
import type { Drift, PlannedOutput, PlannedRead, PlannedStep } from "../plan.js";
import type { DataNode } from "./data-node.js";
import type { Found, Node } from "./node.js";
import type { OutputNode } from "./output-node.js";

/** A node as the plan shows it: without secrets. */
export function describeNode({ graph }: Context, node: Node, mask: Mask): PlannedStep {
  const { found, block, decision } = node;
  const { record, prior } = found ?? {};
  const all = [
    ...node.marks,
    ...(prior === undefined
      ? []
      : marksOf(node.definition.attributes, prior.attributes, record?.sensitive.map(sensitiveAt))),
  ];
  const deposed = record?.deposed;
  return {
    address: node.text,
    ...(deposed === undefined ? {} : { deposed }),
    type: node.address.type,
    ...(block?.construct === undefined ? {} : { construct: block.construct }),
    action: node.action,
    ...(node.reason === undefined ? {} : { reason: node.reason }),
    ...(node.order === undefined ? {} : { order: node.order }),
    ...(found?.movedFrom === undefined ? {} : { movedFrom: found.movedFrom }),
    ...(found?.imports === undefined ? {} : { imports: found.imports }),
    ...(prior === undefined ? {} : { prior: maskValues(prior.attributes, all, mask) }),
    ...(node.planned === undefined ? {} : { planned: maskValues(node.planned, all, mask) }),
    changes: maskChanges(decision.changes, all, mask),
    effect: decision.effect,
    replacedBy: decision.replacedBy,
    loses: decision.loses,
    dependsOn:
      block === undefined || node.planned === undefined
        ? (record?.dependencies ?? [])
        : [...(graph.direct.get(blockAddress(node.address)) ?? [])],
    diagnostics: node.diagnostics,
  };
}

/** A data source as the plan shows it: only where apply is to ask it. */
export function describeRead({ graph }: Context, read: DataNode, mask: Mask): readonly PlannedRead[] {
  const { text, address, block, deferred, values, marks } = read;
  if (deferred === undefined) return [];
  return [
    {
      address: text,
      type: address.type,
      ...(block.construct === undefined ? {} : { construct: block.construct }),
      because: deferred,
      values: maskValues(values, marks, mask),
      dependsOn: [...(graph.direct.get(blockAddress(address)) ?? [])],
    },
  ];
}

/** An output as the plan shows it: without secrets. */
export function describeOutput({ isPending: _, ...output }: OutputNode, mask: Mask): PlannedOutput {
  const { sensitive, before, after } = output;
  const shown = (value: Value) => (sensitive ? replaceMarked(value, [sensitiveAt([])], mask) : value);
  return { ...output, before: shown(before), after: shown(containsUnknown(after) ? unknown : after) };
}

/** What somebody else changed at an object since the state was written. */
export function describeDrift(
  { graph }: Context,
  found: Found,
  { marks, mask }: { readonly marks: readonly Mark[]; readonly mask: Mask },
): readonly Drift[] {
  const { record, prior, definition, text } = found;
  if (record === undefined) return [];
  const construct = graph.blocks.get(blockAddress(found.address))?.construct;
  const place = { address: text, ...(construct === undefined ? {} : { construct }) };
  if (prior === undefined) return [{ ...place, kind: "gone", changes: [] }];
  const { changes } = decide(
    { ...definition, rules: {} },
    {
      prior: record.instance,
      planned: prior.attributes,
    },
  );
  if (changes.length === 0) return [];
  const all = [
    ...marks,
    ...marksOf(definition.attributes, prior.attributes, record.sensitive.map(sensitiveAt)),
  ];
  return [{ ...place, kind: "changed", changes: maskChanges(changes, all, mask) }];
}
