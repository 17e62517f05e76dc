import { forgetGuest } from "../cluster/guest-references.js";
import type { World } from "../world.js";

/** Takes a guest out of the cluster: its permissions, its firewall, and with a purge what else names it. */
export function removeTraces(
  world: World,
  vmid: number,
  { isPurge, log }: { readonly isPurge: boolean; readonly log: (line: string) => void },
): void {
  const kind = world.guests.get(vmid)?.kind === "lxc" ? "CT" : "VM";
  world.acl = world.acl.filter(({ path }) => path !== `/vms/${vmid}`);
  world.firewall.delete(`guest/${vmid}`);
  if (isPurge) {
    log(`purging ${kind} ${vmid} from related configurations..`);
    forgetGuest(world, vmid);
  }
  world.guests.delete(vmid);
}
