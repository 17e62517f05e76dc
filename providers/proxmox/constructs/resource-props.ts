import {
  TerraformResource,
  TerraformStack,
  type ITerraformDependable,
  type TerraformMetaArguments,
  type TerraformResourceLifecycle,
} from "cdktf";
import type { Construct, IConstruct } from "constructs";

import type { ProxmoxProvider } from "../generated/provider.js";

/** What every construct passes on to the resources that it makes. */
export interface ResourceProps {
  /** Another Proxmox VE than the stack's own: a second `ProxmoxProvider`, with an alias. The stack's own if not said. */
  readonly provider?: ProxmoxProvider;
  /** Constructs that must be there before this one, where no reference says so. None if not said. */
  readonly dependsOn?: readonly IConstruct[];
  /** Terraform's `lifecycle`: `preventDestroy`, `ignoreChanges`, `createBeforeDestroy`. None of them if not said. */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** The same as the resources below a construct take it; what lies in another stack orders the stacks. */
export function metaOf(
  scope: Construct,
  { provider, dependsOn = [], lifecycle }: ResourceProps,
): TerraformMetaArguments {
  const own = TerraformStack.of(scope);
  const needed = dependsOn.filter((each) => {
    const stack = TerraformStack.of(each);
    if (stack !== own) own.addDependency(stack);
    return stack === own;
  });
  return {
    provider,
    lifecycle,
    dependsOn:
      needed.length === 0 ? undefined : needed.flatMap(({ node }) => node.findAll()).filter(isDependable),
  };
}

function isDependable(construct: IConstruct): construct is IConstruct & ITerraformDependable {
  return TerraformResource.isTerraformResource(construct);
}
