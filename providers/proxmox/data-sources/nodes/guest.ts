import { refuse } from "../../../../lib/diagnostic/refusal.js";
import { means } from "../../api/meanings.js";
import type { Connection } from "../../connection.js";
import { onNode } from "../../rest/on-node.js";

export interface GuestPlace {
  readonly node: string;
  readonly vmid: number;
  /** The attribute that names it. */
  readonly attribute: string;
}

/** Asks about a guest on its node. Throws a refusal that says where the guest is, where it is elsewhere. */
export async function onItsNode<T>(
  connection: Connection,
  { node, vmid, attribute }: GuestPlace,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await onNode(node, ask);
  } catch (thrown) {
    if (!means(thrown, "guestMissing")) throw thrown;
    const elsewhere = await connection.locate(vmid);
    return refuse(`there is no such guest ${vmid} on ${node}`, {
      path: [attribute],
      detail:
        elsewhere === undefined
          ? "The cluster has none with this number, or this login may not see it."
          : `${vmid} is a ${elsewhere.type === "lxc" ? "container" : "virtual machine"} on ${elsewhere.node}.`,
    });
  }
}
