import type { ProxmoxVmConfig } from "../generated/vm.js";

/** How the guest starts: with a BIOS (SeaBIOS), or with UEFI, whose variables lie on a small disk of their own. */
export type Firmware = "bios" | { readonly uefi: UefiProps };

export interface UefiProps {
  /** Storage of the variables. */
  readonly storage: string;
  /** Whether only what Microsoft or a distribution signed may start; not if not said. It can't change later. */
  readonly secureBoot?: boolean;
}

export interface TpmProps {
  /** Storage of what it keeps. */
  readonly storage: string;
  /** Version 2.0 if not said. It can't change later. */
  readonly version?: "v1.2" | "v2.0";
}

export function firmwareConfig(firmware: Firmware | undefined): Pick<ProxmoxVmConfig, "bios" | "efiDisk"> {
  if (firmware === undefined) return {};
  if (firmware === "bios") return { bios: "seabios" };
  const { storage, secureBoot } = firmware.uefi;
  return { bios: "ovmf", efiDisk: { storage, type: "4m", preEnrolledKeys: secureBoot } };
}

export function tpmConfig(tpm: TpmProps | undefined): ProxmoxVmConfig["tpmState"] {
  return tpm === undefined ? undefined : { storage: tpm.storage, version: tpm.version ?? "v2.0" };
}
