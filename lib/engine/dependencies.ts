import { blockAddress } from "./address.js";
import type { Blueprint } from "./blueprint/blueprint.js";
import { graphOf } from "./graph.js";

/** A resource or data source of the code and what it refers to itself. */
export interface Dependencies {
  /** `proxmox_vm.web`, `data.proxmox_nodes.all`. */
  readonly address: string;
  readonly type: string;
  readonly construct?: string;
  /** Addresses. */
  readonly dependsOn: readonly string[];
}

/** What refers to what, each after all that it refers to. Throws a refusal for a circle. */
export function dependenciesOf(blueprint: Blueprint): readonly Dependencies[] {
  const { order, direct } = graphOf(blueprint);
  return order.map((block) => {
    const address = blockAddress(block);
    return {
      address,
      type: block.type,
      ...(block.construct === undefined ? {} : { construct: block.construct }),
      dependsOn: [...(direct.get(address) ?? [])].sort(),
    };
  });
}
