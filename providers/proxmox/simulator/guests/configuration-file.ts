import type { Guest } from "./guest.js";

/** The folder of a node that has the guests of a kind. */
export const guestFolders = { qemu: "qemu-server", lxc: "lxc" } as const;

/** A guest's file below `/etc/pve`: `nodes/pve1/qemu-server/100.conf`. */
export function configurationFile(kind: Guest["kind"], node: string, vmid: string | number): string {
  return `nodes/${node}/${guestFolders[kind]}/${vmid}.conf`;
}
