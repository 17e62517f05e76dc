import { sensitivePaths } from "../../expression/marked.js";
import { addressText, blockAddress } from "../address.js";
import type { Context } from "../context.js";
import { isMapAt } from "../marks.js";
import type { DataNode } from "../planning/data-node.js";
import { hasErrors } from "../../diagnostic/diagnostic.js";
import { encodePath } from "../state/state-path.js";

/** Brings the state to what was read for the plan. What the code no longer has leaves nothing behind. */
export function settleData(context: Context, reads: readonly DataNode[], isDestroy: boolean): void {
  const { state, blueprint } = context;
  const declared = new Set(isDestroy ? [] : blueprint.data.map(blockAddress));
  const read = new Set(reads.map(({ text }) => text));
  const blocks = new Set(reads.map(({ address }) => blockAddress(address)));
  for (const { address } of state.data) {
    const block = blockAddress(address);
    if (!declared.has(block) || (blocks.has(block) && !read.has(addressText(address))))
      state.removeData(address);
  }
  for (const each of reads)
    if (each.deferred === undefined && !hasErrors(each.diagnostics)) keepData(context, each);
}

/** Writes what was read into the state, in Terraform's own form. */
export function keepData(
  { state }: Context,
  {
    address,
    source,
    block,
    values,
    marks,
  }: Pick<DataNode, "address" | "source" | "block" | "values" | "marks">,
): void {
  state.putData({
    address,
    ...(block.provider.alias === undefined ? {} : { alias: block.provider.alias }),
    instance: {
      ...(address.key === undefined ? {} : { index_key: address.key }),
      schema_version: 0,
      attributes: values,
      sensitive_attributes: sensitivePaths(marks).map((path) =>
        encodePath(path, (before) => isMapAt(source.attributes, before)),
      ),
    },
  });
}
