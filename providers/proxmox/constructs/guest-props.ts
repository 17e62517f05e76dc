import type { ProxmoxVmConfig } from "../generated/vm.js";
import type { IGuest, PoolReference } from "./guest-references.js";
import type { ResourceProps } from "./resource-props.js";

export interface CloneProps<Guest extends IGuest> {
  /** The guest or template to copy. */
  readonly from: Guest | number;
  /** Whether all data is copied; not: a linked clone of a template. Proxmox VE links where it can if not said. */
  readonly full?: boolean;
  /** Storage of the copied volumes; beside the original ones if not said. */
  readonly storage?: string;
  /** A snapshot to copy; the present state if not said. */
  readonly snapshot?: string;
}

/** What machines and containers have in common. What isn't said is left to Proxmox VE, and to whoever changes it. */
export interface GuestProps extends ResourceProps {
  /** Where to create it. Where it runs later is observed, not wished for. */
  readonly node: string;
  /** The next free number if not said. Another number later makes another guest. */
  readonly vmid?: number;
  /** Notes, in Markdown. Left as they are if not said. */
  readonly description?: string;
  /** Tags; upper and lower case are the same. Left as they are if not said. */
  readonly tags?: readonly string[];
  /** The pool that it belongs to; none if not said. */
  readonly pool?: PoolReference;
  /** Whether it is made a template, to make others from. There is no way back. It isn't if not said. */
  readonly template?: boolean;

  /** Whether it runs. Left as it is if not said; a new guest is stopped. */
  readonly running?: boolean;
  /** Whether it starts with its node. Not if not said. */
  readonly onBoot?: boolean;
  /** Its place when a node starts and stops its guests; pauses in seconds. Needs `Sys.Modify` on `/`. After all that have one, without pauses, if not said. */
  readonly startup?: ProxmoxVmConfig["startup"];
  /** Whether it is restarted where a change needs it. It is if not said; with false the change waits for a restart. */
  readonly rebootAfterUpdate?: boolean;
  /** Seconds that it gets to shut down; 300 if not said. */
  readonly shutdownTimeout?: number;
  /** Whether the plug is pulled where that isn't enough. Not if not said: then the change fails. */
  readonly forceStop?: boolean;

  /** Whether Proxmox VE refuses to remove the guest and its volumes. Not if not said. */
  readonly protection?: boolean;
  /** Whether its volumes may be destroyed with it. Refused if not said. */
  readonly allowDataLoss?: boolean;
}
