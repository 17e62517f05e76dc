import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import type { ProxmoxVmConfig } from "../generated/vm.js";
import type { CloneProps, GuestProps } from "./guest-props.js";
import { poolIdOf, type IGuest } from "./guest-references.js";
import { metaOf } from "./resource-props.js";

type Words = "provider" | "dependsOn" | "lifecycle" | "pool";

/** The words of props that machines and containers share, in the attributes of their resources; all others stay. */
export function guestConfig<Props extends GuestProps>(
  scope: Construct,
  props: Props,
): Omit<Props, Words> & TerraformMetaArguments & { readonly pool?: string } {
  const { provider, dependsOn, lifecycle, pool, ...same } = props;
  return {
    ...same,
    ...metaOf(scope, { provider, dependsOn, lifecycle }),
    pool: pool === undefined ? undefined : poolIdOf(pool),
  };
}

export function cloneConfig(clone: CloneProps<IGuest> | undefined): ProxmoxVmConfig["clone"] {
  if (clone === undefined) return undefined;
  const { from, ...how } = clone;
  return { ...how, vmid: typeof from === "number" ? from : from.vmid };
}
