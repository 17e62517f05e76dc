import type { ProxmoxVmConfig } from "../generated/vm.js";

/** A slot that a guest can start from. */
export type BootDevice =
  | keyof NonNullable<ProxmoxVmConfig["disks"]>
  | keyof NonNullable<ProxmoxVmConfig["cdroms"]>
  | keyof NonNullable<ProxmoxVmConfig["network"]>
  | keyof NonNullable<ProxmoxVmConfig["usb"]>
  | keyof NonNullable<ProxmoxVmConfig["pci"]>;

/** Devices of an order that the guest, as it is written, doesn't have. One that is a copy has those of its source too. */
export function bootProblems({
  bootOrder = [],
  disks,
  cdroms,
  network,
  usb,
  pci,
  cloudInit,
  clone,
}: ProxmoxVmConfig): string[] {
  if (clone !== undefined) return [];
  const drive = cloudInit === undefined ? {} : { [cloudInit.slot ?? "ide2"]: cloudInit };
  const there = [disks, cdroms, network, usb, pci, drive].flatMap((slots) => Object.keys(slots ?? {}));
  return bootOrder
    .filter((device) => !there.includes(device))
    .map(
      (device) =>
        `bootOrder names ${device}, but there is no such device; there are ${there.join(", ") || "none"}`,
    );
}
