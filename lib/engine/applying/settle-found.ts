import { equal } from "../../value/equal.js";
import type { Value } from "../../value/value.js";
import { blockAddress } from "../address.js";
import type { Context } from "../context.js";
import { sensitivePaths } from "../../expression/marked.js";
import { marksOf } from "../marks.js";
import type { Found, Node } from "../planning/node.js";
import type { StateRecord } from "../state/record.js";

/** Brings the state to what was found: moved, imported, changed by others, gone. */
export function settleFound(context: Context, nodes: readonly Pick<Node, "found">[]): void {
  for (const { found } of nodes) if (found !== undefined) settle(context, found);
}

function settle({ state, graph }: Context, found: Found): void {
  const { record, prior, address } = found;
  if (record === undefined) {
    const block = graph.blocks.get(blockAddress(address));
    if (prior === undefined) return;
    state.put({
      address,
      ...(block?.provider.alias === undefined ? {} : { alias: block.provider.alias }),
      instance: prior,
      schemaVersion: found.definition.version ?? 0,
      sensitive: sensitivePaths(marksOf(found.definition.attributes, prior.attributes)),
      dependencies: graph.all.get(blockAddress(address)) ?? [],
      createBeforeDestroy: false,
      tainted: false,
    });
    return;
  }
  if (prior === undefined) return state.remove(record);
  const isMoved = found.movedFrom !== undefined;
  const isSame =
    equal(record.instance.attributes, prior.attributes) &&
    equal(record.instance.private as unknown as Value, prior.private as unknown as Value);
  if (!isMoved && isSame) return;
  if (isMoved) state.remove(record);
  const now: StateRecord = { ...record, address, instance: prior };
  state.put(now);
}
