import { selectedGuests } from "../cluster/jobs/backup-selection.js";
import { listOf, type Call } from "../call.js";

/** The guests that a request is about: those that this node backs up, or misses, and those of other nodes. */
export interface Selection {
  readonly own: readonly number[];
  readonly others: readonly number[];
}

export function selectionOf(call: Call): Selection {
  const { world, local, parameters } = call;
  const listed = listOf(call, "vmid").map(Number);
  const { node: _node, ...asked } = parameters;
  const isAllBut = "exclude" in asked && !("pool" in asked);
  const job = { ...asked, ...(isAllBut ? { all: 1 } : {}) };
  const wanted = listed.length > 0 ? listed : selectedGuests(world, job).map(([vmid]) => vmid);
  const isOwn = (vmid: number) => (world.guests.get(vmid)?.node ?? local) === local;
  return {
    own: wanted.filter(isOwn),
    others: wanted.filter((vmid) => !isOwn(vmid)).sort((a, b) => a - b),
  };
}
