import type { IConstruct } from "constructs";

/** A guest that others refer to, in the code or out of it. */
export interface IGuest {
  readonly guestType: "qemu" | "lxc";
  /** Its number. */
  readonly vmid: number;
  /** The node that it is on, as last seen. */
  readonly nodeName: string;
}

/** A virtual machine that others refer to. */
export interface IVirtualMachine extends IGuest {
  readonly guestType: "qemu";
}

/** A container that others refer to. */
export interface IContainer extends IGuest {
  readonly guestType: "lxc";
}

/** A pool that guests can belong to: a construct, or one that exists by its name. */
export type PoolReference = string | (IConstruct & { readonly poolId: string });

export function poolIdOf(pool: PoolReference): string {
  return typeof pool === "string" ? pool : pool.poolId;
}
