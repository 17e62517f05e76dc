import type { IConstruct } from "constructs";

/** A virtual machine that others refer to, in the code or out of it. */
export interface IVirtualMachine {
  readonly guestType: "qemu";
  /** Its number. */
  readonly vmid: number;
  /** The node that it is on, as last seen. */
  readonly nodeName: string;
}

/** A pool that guests can belong to: a construct, or one that exists by its name. */
export type PoolReference = string | (IConstruct & { readonly poolId: string });

export function poolIdOf(pool: PoolReference): string {
  return typeof pool === "string" ? pool : pool.poolId;
}
