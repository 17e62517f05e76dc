// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Secret } from "../../../lib/constructs/secret.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxVmConfigClone {
  /** Guest or template to copy. Used when the object is made, not compared afterwards. */
  readonly vmid: number;
  /** Copies all data; false: a linked clone of a template. As PVE sees fit if unset. Used when the object is made, not compared afterwards. */
  readonly full?: boolean | IResolvable;
  /** Storage for the copied disks (full clones only). Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly storage?: string;
  /** Snapshot to copy. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly snapshot?: string;
}

export interface ProxmoxVmConfigAgent {
  /** Whether PVE talks to the agent. It must be installed in the guest. Unset: left as it is. */
  readonly enabled?: boolean | IResolvable;
  /** The channel's device. Unset: left as it is. */
  readonly type?: "virtio" | "isa";
  /** Trims file systems after a disk was cloned or moved. Unset: left as it is. */
  readonly fstrimClonedDisks?: boolean | IResolvable;
  /** Freezes file systems for a consistent backup. Unset: left as it is. */
  readonly freezeFs?: boolean | IResolvable;
}

export interface ProxmoxVmConfigCpu {
  /** Model: `host`, `x86-64-v2-AES`, `custom-...`. Unset: left as it is. */
  readonly type?: string;
  /** Features switched on (+) or off (-). Unset: left as it is. */
  readonly flags?: readonly string[];
  /** Hides that this is a virtual machine. Unset: left as it is. */
  readonly hidden?: boolean | IResolvable;
  /** Vendor that Hyper-V tells Windows. Unset: left as it is. */
  readonly hvVendorId?: string;
  /** Highest CPUID leaf. Unset: left as it is. */
  readonly level?: number;
  /** Width of physical addresses. Unset: left as it is. */
  readonly physBits?: string;
  /** Width of physical addresses for the guest's own use. Unset: left as it is. */
  readonly guestPhysBits?: number;
}

export interface ProxmoxVmConfigMachine {
  /** Board: `pc` (i440FX), `q35` (PCIe) or `virt` (ARM). Unset: left as it is. */
  readonly type?: "pc" | "q35" | "virt";
  /** Version to stay at; Windows guests get one. Unset: left as it is. */
  readonly version?: string;
  /** Virtual IOMMU. Unset: left as it is. */
  readonly viommu?: "intel" | "virtio";
  /** Address width of the virtual IOMMU. Unset: left as it is. */
  readonly awBits?: number;
  /** Sleep to memory (S3). Unset: left as it is. */
  readonly enableS3?: boolean | IResolvable;
  /** Sleep to disk (S4). Unset: left as it is. */
  readonly enableS4?: boolean | IResolvable;
}

export interface ProxmoxVmConfigVga {
  /** Kind of display. Unset: left as it is. */
  readonly type?: "cirrus" | "qxl" | "qxl2" | "qxl3" | "qxl4" | "none" | "serial0" | "serial1" | "serial2" | "serial3" | "std" | "virtio" | "virtio-gl" | "vmware";
  /** Display memory, MiB. Unset: left as it is. */
  readonly memory?: number;
  /** Shares the clipboard. Unset: left as it is. */
  readonly clipboard?: "vnc";
}

export interface ProxmoxVmConfigStartup {
  /** Lower starts first and stops last. Unset: left as it is. */
  readonly order?: number;
  /** Seconds until the next guest starts. Unset: left as it is. */
  readonly upDelay?: number;
  /** Seconds to wait for its shutdown. Unset: left as it is. */
  readonly downDelay?: number;
}

export interface ProxmoxVmConfigWatchdog {
  /** Device. Unset: left as it is. */
  readonly model?: "i6300esb" | "ib700";
  /** What happens when it is not fed. Unset: left as it is. */
  readonly action?: "reset" | "shutdown" | "poweroff" | "pause" | "debug" | "none";
}

export interface ProxmoxVmConfigRng {
  /** Where it comes from. Unset: left as it is. Needed beside any other. */
  readonly source?: "/dev/urandom" | "/dev/random" | "/dev/hwrng";
  /** Bytes a period; 0: no limit. Unset: left as it is. */
  readonly maxBytes?: number;
  /** Period, milliseconds. Unset: left as it is. */
  readonly period?: number;
}

export interface ProxmoxVmConfigAudio {
  /** Device. Unset: left as it is. Needed beside any other. */
  readonly device?: "ich9-intel-hda" | "intel-hda" | "AC97";
  /** Where the sound goes. Unset: left as it is. */
  readonly driver?: "spice" | "none";
}

export interface ProxmoxVmConfigEfiDisk {
  /** Storage it lies on. Unset: left as it is. */
  readonly storage?: string;
  /** Size of the variables' store; Secure Boot needs `4m`. Unset: left as it is. */
  readonly type?: "2m" | "4m";
  /** Comes with Microsoft's and distributions' keys: Secure Boot is on. Unset: left as it is. */
  readonly preEnrolledKeys?: boolean | IResolvable;
}

export interface ProxmoxVmConfigTpmState {
  /** Storage it lies on. Unset: left as it is. */
  readonly storage?: string;
  /** Version. Unset: left as it is. */
  readonly version?: "v1.2" | "v2.0";
}

export type ProxmoxVmConfigDisksSlot = "scsi0" | "scsi1" | "scsi2" | "scsi3" | "scsi4" | "scsi5" | "scsi6" | "scsi7" | "scsi8" | "scsi9" | "scsi10" | "scsi11" | "scsi12" | "scsi13" | "scsi14" | "scsi15" | "scsi16" | "scsi17" | "scsi18" | "scsi19" | "scsi20" | "scsi21" | "scsi22" | "scsi23" | "scsi24" | "scsi25" | "scsi26" | "scsi27" | "scsi28" | "scsi29" | "scsi30" | "virtio0" | "virtio1" | "virtio2" | "virtio3" | "virtio4" | "virtio5" | "virtio6" | "virtio7" | "virtio8" | "virtio9" | "virtio10" | "virtio11" | "virtio12" | "virtio13" | "virtio14" | "virtio15" | "sata0" | "sata1" | "sata2" | "sata3" | "sata4" | "sata5" | "ide0" | "ide1" | "ide2" | "ide3";

export interface ProxmoxVmConfigDisks {
  /** Storage it lies on. A change moves it while the guest runs. Unset: left as it is. */
  readonly storage?: string;
  /** Size, for example 20G. Volumes grow, they never shrink. Unset: left as it is. */
  readonly size?: string;
  /** Volume it is made from, an image (`local:import/debian.qcow2`) or a disk. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly from?: string;
  /** Slot that the disk was in, or `unused0` for a detached one: it keeps its volume and its data. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly movedFrom?: string;
  /** Image format; the storage's own if unset. */
  readonly format?: "raw" | "qcow2" | "vmdk";
  /** Cache mode. Unset: left as it is. */
  readonly cache?: "none" | "writethrough" | "writeback" | "unsafe" | "directsync";
  /** Passes the guest's discards (trim) on to the storage. Unset: left as it is. */
  readonly discard?: boolean | IResolvable;
  /** A thread of its own for input and output (scsi, virtio). Unset: left as it is. */
  readonly iothread?: boolean | IResolvable;
  /** Looks like a solid-state drive (not virtio). Unset: left as it is. */
  readonly ssd?: boolean | IResolvable;
  /** Kind of asynchronous input and output. Unset: left as it is. */
  readonly aio?: "native" | "threads" | "io_uring";
  /** Request queues (scsi). Unset: left as it is. */
  readonly queues?: number;
  /** Can't be written to (scsi, virtio). Unset: left as it is. */
  readonly readOnly?: boolean | IResolvable;
  /** Vendor shown to the guest (scsi). Unset: left as it is. */
  readonly vendor?: string;
  /** Product shown to the guest (scsi). Unset: left as it is. */
  readonly product?: string;
  /** Is part of backups. Unset: left as it is. */
  readonly backup?: boolean | IResolvable;
  /** Is part of replication. Unset: left as it is. */
  readonly replicate?: boolean | IResolvable;
  /** Is there on every node, though its storage is not marked as shared. Unset: left as it is. */
  readonly shared?: boolean | IResolvable;
  /** Drops all changes at a stop. Unset: left as it is. */
  readonly snapshot?: boolean | IResolvable;
  /** Serial number shown to the guest. Unset: left as it is. */
  readonly serial?: string;
  /** World wide name shown to the guest (not virtio). Unset: left as it is. */
  readonly wwn?: string;
  /** Model shown to the guest (ide). Unset: left as it is. */
  readonly model?: string;
  /** What happens on a read error. Unset: left as it is. */
  readonly readError?: "ignore" | "report" | "stop";
  /** What happens on a write error. Unset: left as it is. */
  readonly writeError?: "enospc" | "ignore" | "report" | "stop";
  /** Turns written zeroes into discards or holes; on if unset. */
  readonly detectZeroes?: boolean | IResolvable;
  /** Passes a host's block device through whole (scsi). Unset: left as it is. */
  readonly scsiBlock?: boolean | IResolvable;
  /** Throughput limit, MB/s. Unset: left as it is. */
  readonly mbps?: number;
  /** Throughput limit of bursts, MB/s. Unset: left as it is. */
  readonly mbpsMax?: number;
  /** Throughput limit of reads, MB/s. Unset: left as it is. */
  readonly mbpsRead?: number;
  /** Throughput limit of bursts of reads, MB/s. Unset: left as it is. */
  readonly mbpsReadMax?: number;
  /** Throughput limit of writes, MB/s. Unset: left as it is. */
  readonly mbpsWrite?: number;
  /** Throughput limit of bursts of writes, MB/s. Unset: left as it is. */
  readonly mbpsWriteMax?: number;
  /** Operations a second. Unset: left as it is. */
  readonly iops?: number;
  /** Operations a second in bursts. Unset: left as it is. */
  readonly iopsMax?: number;
  /** Length of bursts, seconds. Unset: left as it is. */
  readonly iopsMaxLength?: number;
  /** Reads a second. Unset: left as it is. */
  readonly iopsRead?: number;
  /** Reads a second in bursts. Unset: left as it is. */
  readonly iopsReadMax?: number;
  /** Length of bursts of reads, seconds. Unset: left as it is. */
  readonly iopsReadMaxLength?: number;
  /** Writes a second. Unset: left as it is. */
  readonly iopsWrite?: number;
  /** Writes a second in bursts. Unset: left as it is. */
  readonly iopsWriteMax?: number;
  /** Length of bursts of writes, seconds. Unset: left as it is. */
  readonly iopsWriteMaxLength?: number;
}

export type ProxmoxVmConfigCdromsSlot = "ide0" | "ide1" | "ide2" | "ide3" | "sata0" | "sata1" | "sata2" | "sata3" | "sata4" | "sata5" | "scsi0" | "scsi1" | "scsi2" | "scsi3" | "scsi4" | "scsi5" | "scsi6" | "scsi7" | "scsi8" | "scsi9" | "scsi10" | "scsi11" | "scsi12" | "scsi13" | "scsi14" | "scsi15" | "scsi16" | "scsi17" | "scsi18" | "scsi19" | "scsi20" | "scsi21" | "scsi22" | "scsi23" | "scsi24" | "scsi25" | "scsi26" | "scsi27" | "scsi28" | "scsi29" | "scsi30";

export interface ProxmoxVmConfigCdroms {
  /** Medium: an ISO image's volume id, `none`, or `cdrom` for the host's own drive. Unset: left as it is. */
  readonly file?: string;
}

export type ProxmoxVmConfigNetworkSlot = "net0" | "net1" | "net2" | "net3" | "net4" | "net5" | "net6" | "net7" | "net8" | "net9" | "net10" | "net11" | "net12" | "net13" | "net14" | "net15" | "net16" | "net17" | "net18" | "net19" | "net20" | "net21" | "net22" | "net23" | "net24" | "net25" | "net26" | "net27" | "net28" | "net29" | "net30" | "net31";

export interface ProxmoxVmConfigNetwork {
  /** Device; `virtio` for a new interface if unset. */
  readonly model?: "virtio" | "e1000" | "e1000-82540em" | "e1000-82544gc" | "e1000-82545em" | "e1000e" | "i82551" | "i82557b" | "i82559er" | "ne2k_isa" | "ne2k_pci" | "pcnet" | "rtl8139" | "vmxnet3";
  /** MAC address. Unset: chosen when the object is made. */
  readonly mac?: string;
  /** Bridge or virtual network; without one: user-mode networking. Unset: left as it is. */
  readonly bridge?: string;
  /** VLAN tag. Unset: left as it is. */
  readonly vlan?: number;
  /** VLANs passed on tagged. Unset: left as it is. */
  readonly trunks?: string;
  /** Whether the guest's firewall rules apply to it. Unset: left as it is. */
  readonly firewall?: boolean | IResolvable;
  /** Limit, MB/s. Unset: left as it is. */
  readonly rate?: number;
  /** Pulled cable. Unset: left as it is. */
  readonly linkDown?: boolean | IResolvable;
  /** MTU (virtio); 1: the bridge's. Unset: left as it is. */
  readonly mtu?: number;
  /** Packet queues (virtio). Unset: left as it is. */
  readonly queues?: number;
  /** Offloads of tunnels by the host (virtio). Unset: left as it is. */
  readonly hostTunnel?: boolean | IResolvable;
}

export type ProxmoxVmConfigSerialPortsSlot = "serial0" | "serial1" | "serial2" | "serial3";

export interface ProxmoxVmConfigSerialPorts {
  /** Other end: `socket` (the console), or a device of the node (root@pam only). Unset: left as it is. */
  readonly device?: string;
}

export type ProxmoxVmConfigUsbSlot = "usb0" | "usb1" | "usb2" | "usb3" | "usb4" | "usb5" | "usb6" | "usb7" | "usb8" | "usb9" | "usb10" | "usb11" | "usb12" | "usb13" | "usb14";

export interface ProxmoxVmConfigUsb {
  /** Device of the node (`1234:5678`, `1-2.3`; root@pam only), or `spice`. Unset: left as it is. */
  readonly host?: string;
  /** Device by the cluster's mapping. Unset: left as it is. */
  readonly mapping?: string;
  /** Passed on as USB 3. Unset: left as it is. */
  readonly usb3?: boolean | IResolvable;
}

export type ProxmoxVmConfigPciSlot = "hostpci0" | "hostpci1" | "hostpci2" | "hostpci3" | "hostpci4" | "hostpci5" | "hostpci6" | "hostpci7" | "hostpci8" | "hostpci9" | "hostpci10" | "hostpci11" | "hostpci12" | "hostpci13" | "hostpci14" | "hostpci15";

export interface ProxmoxVmConfigPci {
  /** Device of the node (`00:1f.0`; root@pam only). Unset: left as it is. */
  readonly host?: string;
  /** Device by the cluster's mapping. Unset: left as it is. */
  readonly mapping?: string;
  /** Mediated device's type. Unset: left as it is. */
  readonly mdev?: string;
  /** On PCI Express (q35). Unset: left as it is. */
  readonly pcie?: boolean | IResolvable;
  /** Shows its ROM to the guest; on if unset. */
  readonly romBar?: boolean | IResolvable;
  /** ROM in /usr/share/kvm of the node. Unset: left as it is. */
  readonly romFile?: string;
  /** The guest's first display. Unset: left as it is. */
  readonly primaryGpu?: boolean | IResolvable;
}

export type ProxmoxVmConfigNumaNodesSlot = "numa0" | "numa1" | "numa2" | "numa3" | "numa4" | "numa5" | "numa6" | "numa7";

export interface ProxmoxVmConfigNumaNodes {
  /** The guest's processors. Unset: left as it is. Needed beside any other. */
  readonly cpus?: string;
  /** Memory, MiB. Unset: left as it is. */
  readonly memory?: number;
  /** The node's NUMA nodes. Unset: left as it is. */
  readonly hostNodes?: string;
  /** How memory is bound. Unset: left as it is. */
  readonly policy?: "preferred" | "bind" | "interleave";
}

export type ProxmoxVmConfigCloudInitAddressesSlot = "net0" | "net1" | "net2" | "net3" | "net4" | "net5" | "net6" | "net7" | "net8" | "net9" | "net10" | "net11" | "net12" | "net13" | "net14" | "net15" | "net16" | "net17" | "net18" | "net19" | "net20" | "net21" | "net22" | "net23" | "net24" | "net25" | "net26" | "net27" | "net28" | "net29" | "net30" | "net31";

export interface ProxmoxVmConfigCloudInitAddresses {
  /** IPv4: `dhcp`, or an address with its prefix. Unset: left as it is. */
  readonly ip?: string;
  /** IPv4 gateway. Unset: left as it is. Needs `ip`. */
  readonly gateway?: string;
  /** IPv6: `dhcp`, `auto`, or an address with its prefix. Unset: left as it is. */
  readonly ip6?: string;
  /** IPv6 gateway. Unset: left as it is. Needs `ip6`. */
  readonly gateway6?: string;
}

export interface ProxmoxVmConfigCloudInitSnippets {
  /** Volume id of the user data. Unset: left as it is. */
  readonly user?: string;
  /** Volume id of the vendor data. Unset: left as it is. */
  readonly vendor?: string;
  /** Volume id of the network configuration. Unset: left as it is. */
  readonly network?: string;
  /** Volume id of the meta data. Unset: left as it is. */
  readonly meta?: string;
}

export interface ProxmoxVmConfigCloudInit {
  /** Storage of the drive that carries the data. Without it there is no drive. Unset: left as it is. */
  readonly storage?: string;
  /** Slot of the drive; ide2 if unset. */
  readonly slot?: string;
  /** Password of the user. Unset: left as it is. Never stored; written again when `password_version` changes. */
  readonly password?: string | Secret;
  /** Change it to have the password written again. Unset: left as it is. */
  readonly passwordVersion?: number;
  /** User that the password and the SSH keys are for. Unset: left as it is. */
  readonly user?: string;
  /** Public SSH keys of the user. Unset: left as it is. */
  readonly sshKeys?: readonly string[];
  /** DNS servers; the node's if unset. */
  readonly nameServers?: readonly string[];
  /** DNS search domain; the node's if unset. */
  readonly searchDomain?: string;
  /** Data source; by the operating system if unset. */
  readonly type?: "configdrive2" | "nocloud" | "opennebula";
  /** Upgrades packages at the first start. Unset: left as it is. */
  readonly upgrade?: boolean | IResolvable;
  /** Addresses by interface. Slots: net0 to net31. Unset: left as it is. */
  readonly addresses?: { readonly [slot in ProxmoxVmConfigCloudInitAddressesSlot]?: ProxmoxVmConfigCloudInitAddresses };
  /** Own documents in place of the generated ones. Unset: left as it is. */
  readonly snippets?: ProxmoxVmConfigCloudInitSnippets;
}

export interface ProxmoxVmConfig extends TerraformMetaArguments {
  /** Number of the guest; the next free one if unset. A change replaces the object. */
  readonly vmid?: number;
  /** Node to make the guest on. Where it runs later is `current_node`. Used when the object is made, not compared afterwards. */
  readonly node: string;
  /** Makes the guest as a copy of another. Unset: left as it is. */
  readonly clone?: ProxmoxVmConfigClone;
  /** Whether the guest runs. Unset: left as it is. */
  readonly running?: boolean | IResolvable;
  /** Restart once where a change needs it; true if unset. With false it stays pending. */
  readonly rebootAfterUpdate?: boolean | IResolvable;
  /** Seconds for an orderly shutdown (ACPI or agent); 300 if unset. */
  readonly shutdownTimeout?: number;
  /** Pull the plug if the orderly shutdown takes too long; false if unset. */
  readonly forceStop?: boolean | IResolvable;
  /** The guest's name, a DNS name. Unset: left as it is. */
  readonly name?: string;
  /** Notes, Markdown. Unset: left as it is. */
  readonly description?: string;
  /** Tags; upper and lower case are the same. Unset: left as it is. */
  readonly tags?: readonly string[];
  /** Starts with its node. Unset: left as it is. */
  readonly onBoot?: boolean | IResolvable;
  /** Refuses removal of the guest and its disks. Unset: left as it is. */
  readonly protection?: boolean | IResolvable;
  /** Snippet that the node runs as the guest starts and stops; root@pam only. Unset: left as it is. */
  readonly hookScript?: string;
  /** Cores per socket. Unset: left as it is. */
  readonly cores?: number;
  /** Sockets. Unset: left as it is. */
  readonly sockets?: number;
  /** Processors plugged in at the start, of all. Unset: left as it is. */
  readonly vcpus?: number;
  /** Processor time at most, in processors; 0: no limit. Unset: left as it is. */
  readonly cpuLimit?: number;
  /** Share of processor time against other guests. Unset: left as it is. */
  readonly cpuUnits?: number;
  /** Host processors to run on: `0-3,8`. Unset: left as it is. */
  readonly affinity?: string;
  /** NUMA nodes as the host's. Unset: left as it is. */
  readonly numa?: boolean | IResolvable;
  /** Memory, MiB. Unset: left as it is. */
  readonly memory?: number;
  /** Memory that stays when the host is short of it, MiB; 0: no ballooning. Unset: left as it is. */
  readonly balloon?: number;
  /** Share of memory against other guests when it is short. Unset: left as it is. */
  readonly shares?: number;
  /** Size of huge memory pages, MiB. Unset: left as it is. */
  readonly hugepages?: "2" | "1024" | "any";
  /** Keeps huge pages reserved after a stop. Unset: left as it is. */
  readonly keepHugepages?: boolean | IResolvable;
  /** Firmware. Unset: left as it is. */
  readonly bios?: "seabios" | "ovmf";
  /** The guest's operating system: PVE tunes the virtual hardware to it. Unset: left as it is. */
  readonly osType?: "other" | "wxp" | "w2k" | "w2k3" | "w2k8" | "wvista" | "win7" | "win8" | "win10" | "win11" | "l24" | "l26" | "solaris";
  /** SCSI controller. Unset: left as it is. */
  readonly scsiHardware?: "lsi" | "lsi53c810" | "virtio-scsi-pci" | "virtio-scsi-single" | "megasas" | "pvscsi";
  /** What is plugged while the guest runs; empty: nothing. Unset: left as it is. */
  readonly hotplug?: readonly ("network" | "disk" | "usb" | "cpu" | "memory" | "cloudinit")[];
  /** ACPI; an orderly shutdown needs it. Unset: left as it is. */
  readonly acpi?: boolean | IResolvable;
  /** Hardware virtualization. Unset: left as it is. */
  readonly kvm?: boolean | IResolvable;
  /** The clock shows local time (Windows). Unset: left as it is. */
  readonly localTime?: boolean | IResolvable;
  /** The clock at the start. Unset: left as it is. */
  readonly startDate?: string;
  /** Waits after the start for a `continue` in the monitor. Unset: left as it is. */
  readonly freeze?: boolean | IResolvable;
  /** Shares equal memory pages with other guests. Unset: left as it is. */
  readonly allowKsm?: boolean | IResolvable;
  /** Further arguments for QEMU; root@pam only. Unset: left as it is. */
  readonly args?: string;
  /** Emulated processor architecture. Unset: left as it is. */
  readonly architecture?: "x86_64" | "aarch64";
  /** Longest halt at the end of a live migration, seconds. Unset: left as it is. */
  readonly migrateDowntime?: number;
  /** Speed limit of migrations, MB/s; 0: none. Unset: left as it is. */
  readonly migrateSpeed?: number;
  /** Where memory is saved for snapshots and suspension. Unset: left as it is. */
  readonly stateStorage?: string;
  /** VM generation id; a new guest gets one. Unset: left as it is. */
  readonly generationId?: string;
  /** A reboot by the guest restarts it; else it stops. Unset: left as it is. */
  readonly allowReboot?: boolean | IResolvable;
  /** Makes up for lost ticks of the clock. Unset: left as it is. */
  readonly timeDriftFix?: boolean | IResolvable;
  /** Keyboard layout of the console. Unset: left as it is. */
  readonly keyboard?: "de" | "de-ch" | "da" | "en-gb" | "en-us" | "es" | "fi" | "fr" | "fr-be" | "fr-ca" | "fr-ch" | "hu" | "is" | "it" | "ja" | "lt" | "mk" | "nl" | "no" | "pl" | "pt" | "pt-br" | "sv" | "sl" | "tr";
  /** A pointer that the console can place exactly. Unset: left as it is. */
  readonly tablet?: boolean | IResolvable;
  /** The QEMU guest agent. Unset: left as it is. */
  readonly agent?: ProxmoxVmConfigAgent;
  /** The emulated processor. Unset: left as it is. */
  readonly cpu?: ProxmoxVmConfigCpu;
  /** The emulated board. Unset: left as it is. */
  readonly machine?: ProxmoxVmConfigMachine;
  /** The display. Unset: left as it is. */
  readonly vga?: ProxmoxVmConfigVga;
  /** Order and pace when the node starts and stops its guests; needs Sys.Modify on /. Unset: left as it is. */
  readonly startup?: ProxmoxVmConfigStartup;
  /** A watchdog that the guest must feed. Unset: left as it is. */
  readonly watchdog?: ProxmoxVmConfigWatchdog;
  /** A source of randomness for the guest. Unset: left as it is. */
  readonly rng?: ProxmoxVmConfigRng;
  /** A sound card. Unset: left as it is. */
  readonly audio?: ProxmoxVmConfigAudio;
  /** Slots to start from, in this order; PVE chooses for a new guest if unset. Once written it stays in the code. */
  readonly bootOrder?: readonly string[];
  /** Where UEFI (`bios = ovmf`) keeps its variables. Unset: left as it is. */
  readonly efiDisk?: ProxmoxVmConfigEfiDisk;
  /** A trusted platform module; Windows 11 needs one. Unset: left as it is. */
  readonly tpmState?: ProxmoxVmConfigTpmState;
  /** Disks by slot. A slot that leaves the code is detached; its volume stays with the guest as an unused disk. Slots: scsi0 to scsi30, virtio0 to virtio15, sata0 to sata5, ide0 to ide3. Unset: left as it is. */
  readonly disks?: { readonly [slot in ProxmoxVmConfigDisksSlot]?: ProxmoxVmConfigDisks };
  /** CD-ROM drives by slot. Slots: ide0 to ide3, sata0 to sata5, scsi0 to scsi30. Unset: left as it is. */
  readonly cdroms?: { readonly [slot in ProxmoxVmConfigCdromsSlot]?: ProxmoxVmConfigCdroms };
  /** Network interfaces by slot. Slots: net0 to net31. Unset: left as it is. */
  readonly network?: { readonly [slot in ProxmoxVmConfigNetworkSlot]?: ProxmoxVmConfigNetwork };
  /** Serial ports by slot; many cloud images want one. Slots: serial0 to serial3. Unset: left as it is. */
  readonly serialPorts?: { readonly [slot in ProxmoxVmConfigSerialPortsSlot]?: ProxmoxVmConfigSerialPorts };
  /** USB devices by slot. Slots: usb0 to usb14. Unset: left as it is. */
  readonly usb?: { readonly [slot in ProxmoxVmConfigUsbSlot]?: ProxmoxVmConfigUsb };
  /** PCI devices of the node by slot. Slots: hostpci0 to hostpci15. Unset: left as it is. */
  readonly pci?: { readonly [slot in ProxmoxVmConfigPciSlot]?: ProxmoxVmConfigPci };
  /** NUMA nodes by slot; they need `numa`. Slots: numa0 to numa7. Unset: left as it is. */
  readonly numaNodes?: { readonly [slot in ProxmoxVmConfigNumaNodesSlot]?: ProxmoxVmConfigNumaNodes };
  /** Cloud-init: what a cloud image is told at its start. Unset: left as it is. */
  readonly cloudInit?: ProxmoxVmConfigCloudInit;
  /** Pool that the guest belongs to. Unset: left as it is. */
  readonly pool?: string;
  /** Turned into a template: a guest to make others from. There is no way back. Unset: left as it is. */
  readonly template?: boolean | IResolvable;
  /** Allows the guest's disks to be destroyed with it. Unset: left as it is. */
  readonly allowDataLoss?: boolean | IResolvable;
}

const shape: Shape = { clone: { kind: "nested", inner: {} }, agent: { kind: "nested", inner: {} }, cpu: { kind: "nested", inner: {} }, machine: { kind: "nested", inner: {} }, vga: { kind: "nested", inner: {} }, startup: { kind: "nested", inner: {} }, watchdog: { kind: "nested", inner: {} }, rng: { kind: "nested", inner: {} }, audio: { kind: "nested", inner: {} }, efiDisk: { kind: "nested", inner: {} }, tpmState: { kind: "nested", inner: {} }, disks: { kind: "slots", inner: {} }, cdroms: { kind: "slots", inner: {} }, network: { kind: "slots", inner: {} }, serialPorts: { kind: "slots", inner: {} }, usb: { kind: "slots", inner: {} }, pci: { kind: "slots", inner: {} }, numaNodes: { kind: "slots", inner: {} }, cloudInit: { kind: "nested", inner: { password: { kind: "secret" }, addresses: { kind: "slots", inner: {} }, snippets: { kind: "nested", inner: {} } } } };

/** A virtual machine (QEMU). Unset attributes are unmanaged: they stay as they are, whoever sets them. Its identity is its number; a guest that moved to another node is the same guest. */
export class ProxmoxVm extends GeneratedResource {
  static readonly tfResourceType = "proxmox_vm";

  constructor(scope: Construct, id: string, config: ProxmoxVmConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxVm.tfResourceType, provider, shape }, config });
  }

  /** The VMID, as text. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Number of the guest; the next free one if unset. A change replaces the object. */
  get vmid(): number {
    return this.getNumberAttribute("vmid");
  }

  /** Node to make the guest on. Where it runs later is `current_node`. Used when the object is made, not compared afterwards. */
  get nodeAttribute(): string {
    return this.getStringAttribute("node");
  }

  /** Makes the guest as a copy of another. Unset: left as it is. */
  get clone(): IResolvable {
    return this.interpolationForAttribute("clone");
  }

  /** Node that the guest is on now. Told by the object. */
  get currentNode(): string {
    return this.getStringAttribute("current_node");
  }

  /** Whether the guest runs. Unset: left as it is. */
  get running(): IResolvable {
    return this.getBooleanAttribute("running");
  }

  /** Restart once where a change needs it; true if unset. With false it stays pending. */
  get rebootAfterUpdate(): IResolvable {
    return this.getBooleanAttribute("reboot_after_update");
  }

  /** Seconds for an orderly shutdown (ACPI or agent); 300 if unset. */
  get shutdownTimeout(): number {
    return this.getNumberAttribute("shutdown_timeout");
  }

  /** Pull the plug if the orderly shutdown takes too long; false if unset. */
  get forceStop(): IResolvable {
    return this.getBooleanAttribute("force_stop");
  }

  /** Attributes whose change is stored and waits for the guest's next start. What the code says of them is brought about by a restart, unless `reboot_after_update` rules that out. Told by the object. */
  get pending(): string[] {
    return this.getListAttribute("pending");
  }

  /** The guest's name, a DNS name. Unset: left as it is. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Notes, Markdown. Unset: left as it is. */
  get description(): string {
    return this.getStringAttribute("description");
  }

  /** Tags; upper and lower case are the same. Unset: left as it is. */
  get tags(): string[] {
    return this.getListAttribute("tags");
  }

  /** Starts with its node. Unset: left as it is. */
  get onBoot(): IResolvable {
    return this.getBooleanAttribute("on_boot");
  }

  /** Refuses removal of the guest and its disks. Unset: left as it is. */
  get protection(): IResolvable {
    return this.getBooleanAttribute("protection");
  }

  /** Snippet that the node runs as the guest starts and stops; root@pam only. Unset: left as it is. */
  get hookScript(): string {
    return this.getStringAttribute("hook_script");
  }

  /** Cores per socket. Unset: left as it is. */
  get cores(): number {
    return this.getNumberAttribute("cores");
  }

  /** Sockets. Unset: left as it is. */
  get sockets(): number {
    return this.getNumberAttribute("sockets");
  }

  /** Processors plugged in at the start, of all. Unset: left as it is. */
  get vcpus(): number {
    return this.getNumberAttribute("vcpus");
  }

  /** Processor time at most, in processors; 0: no limit. Unset: left as it is. */
  get cpuLimit(): number {
    return this.getNumberAttribute("cpu_limit");
  }

  /** Share of processor time against other guests. Unset: left as it is. */
  get cpuUnits(): number {
    return this.getNumberAttribute("cpu_units");
  }

  /** Host processors to run on: `0-3,8`. Unset: left as it is. */
  get affinity(): string {
    return this.getStringAttribute("affinity");
  }

  /** NUMA nodes as the host's. Unset: left as it is. */
  get numa(): IResolvable {
    return this.getBooleanAttribute("numa");
  }

  /** Memory, MiB. Unset: left as it is. */
  get memory(): number {
    return this.getNumberAttribute("memory");
  }

  /** Memory that stays when the host is short of it, MiB; 0: no ballooning. Unset: left as it is. */
  get balloon(): number {
    return this.getNumberAttribute("balloon");
  }

  /** Share of memory against other guests when it is short. Unset: left as it is. */
  get shares(): number {
    return this.getNumberAttribute("shares");
  }

  /** Size of huge memory pages, MiB. Unset: left as it is. */
  get hugepages(): string {
    return this.getStringAttribute("hugepages");
  }

  /** Keeps huge pages reserved after a stop. Unset: left as it is. */
  get keepHugepages(): IResolvable {
    return this.getBooleanAttribute("keep_hugepages");
  }

  /** Firmware. Unset: left as it is. */
  get bios(): string {
    return this.getStringAttribute("bios");
  }

  /** The guest's operating system: PVE tunes the virtual hardware to it. Unset: left as it is. */
  get osType(): string {
    return this.getStringAttribute("os_type");
  }

  /** SCSI controller. Unset: left as it is. */
  get scsiHardware(): string {
    return this.getStringAttribute("scsi_hardware");
  }

  /** What is plugged while the guest runs; empty: nothing. Unset: left as it is. */
  get hotplug(): string[] {
    return this.getListAttribute("hotplug");
  }

  /** ACPI; an orderly shutdown needs it. Unset: left as it is. */
  get acpi(): IResolvable {
    return this.getBooleanAttribute("acpi");
  }

  /** Hardware virtualization. Unset: left as it is. */
  get kvm(): IResolvable {
    return this.getBooleanAttribute("kvm");
  }

  /** The clock shows local time (Windows). Unset: left as it is. */
  get localTime(): IResolvable {
    return this.getBooleanAttribute("local_time");
  }

  /** The clock at the start. Unset: left as it is. */
  get startDate(): string {
    return this.getStringAttribute("start_date");
  }

  /** Waits after the start for a `continue` in the monitor. Unset: left as it is. */
  get freeze(): IResolvable {
    return this.getBooleanAttribute("freeze");
  }

  /** Shares equal memory pages with other guests. Unset: left as it is. */
  get allowKsm(): IResolvable {
    return this.getBooleanAttribute("allow_ksm");
  }

  /** Further arguments for QEMU; root@pam only. Unset: left as it is. */
  get args(): string {
    return this.getStringAttribute("args");
  }

  /** Emulated processor architecture. Unset: left as it is. */
  get architecture(): string {
    return this.getStringAttribute("architecture");
  }

  /** Longest halt at the end of a live migration, seconds. Unset: left as it is. */
  get migrateDowntime(): number {
    return this.getNumberAttribute("migrate_downtime");
  }

  /** Speed limit of migrations, MB/s; 0: none. Unset: left as it is. */
  get migrateSpeed(): number {
    return this.getNumberAttribute("migrate_speed");
  }

  /** Where memory is saved for snapshots and suspension. Unset: left as it is. */
  get stateStorage(): string {
    return this.getStringAttribute("state_storage");
  }

  /** VM generation id; a new guest gets one. Unset: left as it is. */
  get generationId(): string {
    return this.getStringAttribute("generation_id");
  }

  /** A reboot by the guest restarts it; else it stops. Unset: left as it is. */
  get allowReboot(): IResolvable {
    return this.getBooleanAttribute("allow_reboot");
  }

  /** Makes up for lost ticks of the clock. Unset: left as it is. */
  get timeDriftFix(): IResolvable {
    return this.getBooleanAttribute("time_drift_fix");
  }

  /** Keyboard layout of the console. Unset: left as it is. */
  get keyboard(): string {
    return this.getStringAttribute("keyboard");
  }

  /** A pointer that the console can place exactly. Unset: left as it is. */
  get tablet(): IResolvable {
    return this.getBooleanAttribute("tablet");
  }

  /** The QEMU guest agent. Unset: left as it is. */
  get agent(): IResolvable {
    return this.interpolationForAttribute("agent");
  }

  /** The emulated processor. Unset: left as it is. */
  get cpu(): IResolvable {
    return this.interpolationForAttribute("cpu");
  }

  /** The emulated board. Unset: left as it is. */
  get machine(): IResolvable {
    return this.interpolationForAttribute("machine");
  }

  /** The display. Unset: left as it is. */
  get vga(): IResolvable {
    return this.interpolationForAttribute("vga");
  }

  /** Order and pace when the node starts and stops its guests; needs Sys.Modify on /. Unset: left as it is. */
  get startup(): IResolvable {
    return this.interpolationForAttribute("startup");
  }

  /** A watchdog that the guest must feed. Unset: left as it is. */
  get watchdog(): IResolvable {
    return this.interpolationForAttribute("watchdog");
  }

  /** A source of randomness for the guest. Unset: left as it is. */
  get rng(): IResolvable {
    return this.interpolationForAttribute("rng");
  }

  /** A sound card. Unset: left as it is. */
  get audio(): IResolvable {
    return this.interpolationForAttribute("audio");
  }

  /** Slots to start from, in this order; PVE chooses for a new guest if unset. Once written it stays in the code. */
  get bootOrder(): string[] {
    return this.getListAttribute("boot_order");
  }

  /** Where UEFI (`bios = ovmf`) keeps its variables. Unset: left as it is. */
  get efiDisk(): IResolvable {
    return this.interpolationForAttribute("efi_disk");
  }

  /** A trusted platform module; Windows 11 needs one. Unset: left as it is. */
  get tpmState(): IResolvable {
    return this.interpolationForAttribute("tpm_state");
  }

  /** Disks by slot. A slot that leaves the code is detached; its volume stays with the guest as an unused disk. Slots: scsi0 to scsi30, virtio0 to virtio15, sata0 to sata5, ide0 to ide3. Unset: left as it is. */
  get disks(): IResolvable {
    return this.interpolationForAttribute("disks");
  }

  /** CD-ROM drives by slot. Slots: ide0 to ide3, sata0 to sata5, scsi0 to scsi30. Unset: left as it is. */
  get cdroms(): IResolvable {
    return this.interpolationForAttribute("cdroms");
  }

  /** Network interfaces by slot. Slots: net0 to net31. Unset: left as it is. */
  get network(): IResolvable {
    return this.interpolationForAttribute("network");
  }

  /** Serial ports by slot; many cloud images want one. Slots: serial0 to serial3. Unset: left as it is. */
  get serialPorts(): IResolvable {
    return this.interpolationForAttribute("serial_ports");
  }

  /** USB devices by slot. Slots: usb0 to usb14. Unset: left as it is. */
  get usb(): IResolvable {
    return this.interpolationForAttribute("usb");
  }

  /** PCI devices of the node by slot. Slots: hostpci0 to hostpci15. Unset: left as it is. */
  get pci(): IResolvable {
    return this.interpolationForAttribute("pci");
  }

  /** NUMA nodes by slot; they need `numa`. Slots: numa0 to numa7. Unset: left as it is. */
  get numaNodes(): IResolvable {
    return this.interpolationForAttribute("numa_nodes");
  }

  /** Cloud-init: what a cloud image is told at its start. Unset: left as it is. */
  get cloudInit(): IResolvable {
    return this.interpolationForAttribute("cloud_init");
  }

  /** Pool that the guest belongs to. Unset: left as it is. */
  get pool(): string {
    return this.getStringAttribute("pool");
  }

  /** Turned into a template: a guest to make others from. There is no way back. Unset: left as it is. */
  get template(): IResolvable {
    return this.getBooleanAttribute("template");
  }

  /** Allows the guest's disks to be destroyed with it. Unset: left as it is. */
  get allowDataLoss(): IResolvable {
    return this.getBooleanAttribute("allow_data_loss");
  }
}
