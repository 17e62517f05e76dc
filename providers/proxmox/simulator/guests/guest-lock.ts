import type { LockWish } from "../locks.js";
import type { Guest } from "./guest.js";

/** The file that whoever changes a guest locks. */
export function lockFile(kind: Guest["kind"], vmid: number): string {
  switch (kind) {
    case "qemu":
      return `/var/lock/qemu-server/lock-${vmid}.conf`;
    case "lxc":
      return `/run/lock/lxc/pve-config-${vmid}.lock`;
  }
}

/** The lock that a change of a guest wants; PVE waits ten seconds for it. */
export function guestLock({ kind, node }: Pick<Guest, "kind" | "node">, vmid: number): LockWish {
  return { file: lockFile(kind, vmid), node, mode: "exclusive", patienceMilliseconds: 10_000 };
}
