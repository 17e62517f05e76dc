import { blockAddress, parseAddress } from "../address.js";
import type { DataBlock } from "../blueprint/blueprint.js";

/**
 * Whether a data source must wait for apply because of what is to be changed. This is Terraform's rule, which a stack
 * that goes from one to the other relies on: what counts are resources that the block itself names, in its arguments or
 * in `depends_on`; not what it refers to by way of a local, of another data source, or of a resource that stays as it is.
 */
export function isBehindChanges(
  block: Pick<DataBlock, "references" | "dependsOn">,
  changes: (resource: string) => boolean,
): boolean {
  const referred = block.references.flatMap(({ target }) =>
    target.kind === "resource" ? [blockAddress(target)] : [],
  );
  const followed = block.dependsOn.filter((text) => parseAddress(text)?.mode === undefined);
  return [...referred, ...followed].some(changes);
}
