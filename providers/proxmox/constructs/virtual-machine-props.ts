import type { ProxmoxVmConfig } from "../generated/vm.js";
import type { BootDevice } from "./boot-device.js";
import type { DisksProps } from "./disks.js";
import type { Firmware, TpmProps } from "./firmware.js";
import type { GuestCloudInitProps } from "./guest-cloud-init.js";
import type { CloneProps, GuestProps } from "./guest-props.js";
import type { IVirtualMachine } from "./guest-references.js";
import type { IIsoImage } from "./iso-image.js";
import type { Size } from "./size.js";

type CdromSlot = keyof NonNullable<ProxmoxVmConfig["cdroms"]>;

/** The processor that the guest sees. */
export type Cpu = NonNullable<ProxmoxVmConfig["cpu"]>;

export interface VirtualMachineProps extends GuestProps {
  /** A DNS name; the construct's id if not said. */
  readonly name?: string;
  /** Cores of each socket. One if not said. */
  readonly cores?: number;
  /** Sockets. One if not said. */
  readonly sockets?: number;
  /** The processor it sees: `"host"`, `"x86-64-v2-AES"`, or with flags. Proxmox VE's own model if not said. */
  readonly cpu?: string | Cpu;
  /** Memory, for example `"2 GiB"`. 512 MiB if not said. */
  readonly memory?: Size;
  /** What it keeps where the node is short of memory; all if not said. `"off"`: without the balloon device. */
  readonly memoryAtLeast?: Size | "off";

  /** `"bios"`, or UEFI: `{ uefi: { storage: "local-lvm" } }`. A BIOS if not said. */
  readonly firmware?: Firmware;
  /** A trusted platform module, which Windows 11 needs. None if not said. */
  readonly tpm?: TpmProps;
  /** The emulated board: `"pc"`, or `"q35"` with PCI Express. `"pc"` if not said. */
  readonly machine?: "pc" | "q35";
  /** The operating system, to which the virtual hardware is tuned: `"l26"` is any Linux, `"win11"` also Windows Server. Tuned to none if not said. */
  readonly osType?: ProxmoxVmConfig["osType"];
  /** SCSI controller; `"virtio-scsi-single"` has a thread for each disk. Proxmox VE's own choice if not said. */
  readonly scsiHardware?: ProxmoxVmConfig["scsiHardware"];

  /** Disks by slot: `{ scsi0: { storage: "local-lvm", size: "20 GiB" } }`. One that leaves the code is detached. None, or those of the original, if not said. */
  readonly disks?: DisksProps;
  /** CD-ROM drives by slot, with their medium: an ISO image, `"none"`, or `"cdrom"` for the node's own drive. None, or those of the original, if not said. */
  readonly cdroms?: { readonly [slot in CdromSlot]?: IIsoImage | string };
  /** Interfaces by slot: `{ net0: { bridge: "vmbr0" } }`. None, or those of the original, if not said. */
  readonly network?: ProxmoxVmConfig["network"];
  /** Serial ports by slot: `{ serial0: { device: "socket" } }`. Many cloud images want one. None if not said. */
  readonly serialPorts?: ProxmoxVmConfig["serialPorts"];
  /** The display; a VGA card if not said. */
  readonly vga?: ProxmoxVmConfig["vga"];
  /** USB devices of the node by slot. None if not said. */
  readonly usb?: ProxmoxVmConfig["usb"];
  /** PCI devices of the node by slot. None if not said. */
  readonly pci?: ProxmoxVmConfig["pci"];
  /** Slots to start from, in this order. The first disk, then CD-ROM, then network of a new guest if not said; once said it stays in the code. */
  readonly bootOrder?: readonly BootDevice[];

  /** What a cloud image is told at its start. Nothing if not said. */
  readonly cloudInit?: GuestCloudInitProps;
  /** Copies another guest or template. Used as it is made, not compared afterwards. It is made new if not said. */
  readonly clone?: CloneProps<IVirtualMachine>;
  /** Whether Proxmox VE talks to the agent in the guest, which must be installed there. Not if not said. */
  readonly agent?: boolean | NonNullable<ProxmoxVmConfig["agent"]>;

  /** Any other attribute, as the L1 construct takes it. It wins over what is said above. None if not said. */
  readonly more?: Partial<ProxmoxVmConfig>;
}
