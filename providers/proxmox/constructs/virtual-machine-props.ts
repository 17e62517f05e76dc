import type { ProxmoxVmConfig } from "../generated/vm.js";
import type { BootDevice } from "./boot-device.js";
import type { DisksProps } from "./disks.js";
import type { Firmware, TpmProps } from "./firmware.js";
import type { GuestCloudInitProps } from "./guest-cloud-init.js";
import type { IVirtualMachine, PoolReference } from "./guest-references.js";
import type { IIsoImage } from "./iso-image.js";
import type { ResourceProps } from "./resource-props.js";
import type { Size } from "./size.js";

type CdromSlot = keyof NonNullable<ProxmoxVmConfig["cdroms"]>;

/** The processor that the guest sees. */
export type Cpu = NonNullable<ProxmoxVmConfig["cpu"]>;

export interface CloneProps {
  /** The guest or template to copy. */
  readonly from: IVirtualMachine | number;
  /** Whether all data is copied; not: a linked clone of a template. Proxmox VE links where it can if not said. */
  readonly full?: boolean;
  /** Storage of the copied disks; beside the original ones if not said. */
  readonly storage?: string;
  /** A snapshot to copy; the present state if not said. */
  readonly snapshot?: string;
}

/** What isn't said is left to Proxmox VE as the guest is made, and afterwards to whoever changes it. */
export interface VirtualMachineProps extends ResourceProps {
  /** Where to create it. Where it runs later is observed, not wished for. */
  readonly node: string;
  /** The next free number if not said. Another number later makes another guest. */
  readonly vmid?: number;
  /** A DNS name; the construct's id if not said. */
  readonly name?: string;
  /** Notes, in Markdown. */
  readonly description?: string;
  /** Tags; upper and lower case are the same. */
  readonly tags?: readonly string[];
  /** The pool that it belongs to; none if not said. */
  readonly pool?: PoolReference;

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
  /** The operating system, to which the virtual hardware is tuned: `"l26"` is any Linux, `"win11"` also Windows Server. */
  readonly osType?: ProxmoxVmConfig["osType"];
  /** SCSI controller; `"virtio-scsi-single"` has a thread for each disk. Proxmox VE's own choice if not said. */
  readonly scsiHardware?: ProxmoxVmConfig["scsiHardware"];

  /** Disks by slot: `{ scsi0: { storage: "local-lvm", size: "20 GiB" } }`. One that leaves the code is detached. */
  readonly disks?: DisksProps;
  /** CD-ROM drives by slot, with their medium: an ISO image, `"none"`, or `"cdrom"` for the node's own drive. */
  readonly cdroms?: { readonly [slot in CdromSlot]?: IIsoImage | string };
  /** Interfaces by slot: `{ net0: { bridge: "vmbr0" } }`. */
  readonly network?: ProxmoxVmConfig["network"];
  /** Serial ports by slot: `{ serial0: { device: "socket" } }`. Many cloud images want one. */
  readonly serialPorts?: ProxmoxVmConfig["serialPorts"];
  /** The display; a VGA card if not said. */
  readonly vga?: ProxmoxVmConfig["vga"];
  /** USB devices of the node by slot. */
  readonly usb?: ProxmoxVmConfig["usb"];
  /** PCI devices of the node by slot. */
  readonly pci?: ProxmoxVmConfig["pci"];
  /** Slots to start from, in this order. The first disk, then CD-ROM, then network if not said. */
  readonly bootOrder?: readonly BootDevice[];

  /** What a cloud image is told at its start. Nothing if not said. */
  readonly cloudInit?: GuestCloudInitProps;
  /** Copies another guest or template. Used as it is made, not compared afterwards. */
  readonly clone?: CloneProps;
  /** Whether it is made a template, to make others from. There is no way back. */
  readonly template?: boolean;
  /** Whether Proxmox VE talks to the agent in the guest, which must be installed there. Not if not said. */
  readonly agent?: boolean | NonNullable<ProxmoxVmConfig["agent"]>;

  /** Whether it runs. Left as it is if not said; a new guest is stopped. */
  readonly running?: boolean;
  /** Whether it starts with its node. Not if not said. */
  readonly onBoot?: boolean;
  /** Its place when a node starts and stops its guests; pauses in seconds. Needs `Sys.Modify` on `/`. */
  readonly startup?: ProxmoxVmConfig["startup"];
  /** Whether it is restarted where a change needs it. It is if not said; with false the change waits for a restart. */
  readonly rebootAfterUpdate?: boolean;
  /** Seconds that it gets to shut down; 300 if not said. */
  readonly shutdownTimeout?: number;
  /** Whether the plug is pulled where that isn't enough. Not if not said: then the change fails. */
  readonly forceStop?: boolean;

  /** Whether Proxmox VE refuses to remove the guest and its disks. Not if not said. */
  readonly protection?: boolean;
  /** Whether its disks may be destroyed with it. Refused if not said. */
  readonly allowDataLoss?: boolean;
  /** Any other attribute, as the L1 construct takes it. It wins over what is said above. */
  readonly more?: Partial<ProxmoxVmConfig>;
}
