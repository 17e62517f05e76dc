// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Secret } from "../../../lib/constructs/secret.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxContainerConfigClone {
  /** Guest or template to copy. Used when the object is made, not compared afterwards. */
  readonly vmid: number;
  /** Copies all data; false: a linked clone of a template. As PVE sees fit if unset. Used when the object is made, not compared afterwards. */
  readonly full?: boolean | IResolvable;
  /** Storage for the copied disks (full clones only). Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly storage?: string;
  /** Snapshot to copy. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly snapshot?: string;
}

export interface ProxmoxContainerConfigFeatures {
  /** Containers of its own, and what the systemd of current systems needs. Unset: left as it is. */
  readonly nesting?: boolean | IResolvable;
  /** The keyctl() call, for Docker in unprivileged containers. Unset: left as it is. */
  readonly keyctl?: boolean | IResolvable;
  /** File systems in user space. Unset: left as it is. */
  readonly fuse?: boolean | IResolvable;
  /** File systems that it may mount: `nfs`, `cifs`. Unset: left as it is. */
  readonly mount?: readonly string[];
  /** Device nodes of its own (unprivileged containers). Unset: left as it is. */
  readonly mknod?: boolean | IResolvable;
  /** A writable /sys in unprivileged containers. Unset: left as it is. */
  readonly forceRwSys?: boolean | IResolvable;
}

export interface ProxmoxContainerConfigStartup {
  /** Lower starts first and stops last. Unset: left as it is. */
  readonly order?: number;
  /** Seconds until the next guest starts. Unset: left as it is. */
  readonly upDelay?: number;
  /** Seconds to wait for its shutdown. Unset: left as it is. */
  readonly downDelay?: number;
}

export interface ProxmoxContainerConfigRootfs {
  /** Storage it lies on. A change moves it while the container is down. Unset: left as it is. */
  readonly storage?: string;
  /** Size, for example 20G. Volumes grow, they never shrink. Unset: left as it is. */
  readonly size?: string;
  /** Options of the mount. Unset: left as it is. */
  readonly mountOptions?: readonly ("discard" | "lazytime" | "noatime" | "nodev" | "noexec" | "nosuid")[];
  /** Can't be written to. Unset: left as it is. */
  readonly readOnly?: boolean | IResolvable;
  /** Access control lists; as the file system has them if unset. */
  readonly acl?: boolean | IResolvable;
  /** User quotas (privileged containers, not on ZFS). Unset: left as it is. */
  readonly quota?: boolean | IResolvable;
  /** Is part of replication. Unset: left as it is. */
  readonly replicate?: boolean | IResolvable;
  /** Is there on every node, though its storage is not marked as shared. Unset: left as it is. */
  readonly shared?: boolean | IResolvable;
  /** Ids of its own, apart from the container's. Proxmox VE 9.2 and later. Unset: left as it is. */
  readonly idMap?: string;
}

export type ProxmoxContainerConfigMountPointsSlot = "mp0" | "mp1" | "mp2" | "mp3" | "mp4" | "mp5" | "mp6" | "mp7" | "mp8" | "mp9" | "mp10" | "mp11" | "mp12" | "mp13" | "mp14" | "mp15" | "mp16" | "mp17" | "mp18" | "mp19" | "mp20" | "mp21" | "mp22" | "mp23" | "mp24" | "mp25" | "mp26" | "mp27" | "mp28" | "mp29" | "mp30" | "mp31" | "mp32" | "mp33" | "mp34" | "mp35" | "mp36" | "mp37" | "mp38" | "mp39" | "mp40" | "mp41" | "mp42" | "mp43" | "mp44" | "mp45" | "mp46" | "mp47" | "mp48" | "mp49" | "mp50" | "mp51" | "mp52" | "mp53" | "mp54" | "mp55" | "mp56" | "mp57" | "mp58" | "mp59" | "mp60" | "mp61" | "mp62" | "mp63" | "mp64" | "mp65" | "mp66" | "mp67" | "mp68" | "mp69" | "mp70" | "mp71" | "mp72" | "mp73" | "mp74" | "mp75" | "mp76" | "mp77" | "mp78" | "mp79" | "mp80" | "mp81" | "mp82" | "mp83" | "mp84" | "mp85" | "mp86" | "mp87" | "mp88" | "mp89" | "mp90" | "mp91" | "mp92" | "mp93" | "mp94" | "mp95" | "mp96" | "mp97" | "mp98" | "mp99" | "mp100" | "mp101" | "mp102" | "mp103" | "mp104" | "mp105" | "mp106" | "mp107" | "mp108" | "mp109" | "mp110" | "mp111" | "mp112" | "mp113" | "mp114" | "mp115" | "mp116" | "mp117" | "mp118" | "mp119" | "mp120" | "mp121" | "mp122" | "mp123" | "mp124" | "mp125" | "mp126" | "mp127" | "mp128" | "mp129" | "mp130" | "mp131" | "mp132" | "mp133" | "mp134" | "mp135" | "mp136" | "mp137" | "mp138" | "mp139" | "mp140" | "mp141" | "mp142" | "mp143" | "mp144" | "mp145" | "mp146" | "mp147" | "mp148" | "mp149" | "mp150" | "mp151" | "mp152" | "mp153" | "mp154" | "mp155" | "mp156" | "mp157" | "mp158" | "mp159" | "mp160" | "mp161" | "mp162" | "mp163" | "mp164" | "mp165" | "mp166" | "mp167" | "mp168" | "mp169" | "mp170" | "mp171" | "mp172" | "mp173" | "mp174" | "mp175" | "mp176" | "mp177" | "mp178" | "mp179" | "mp180" | "mp181" | "mp182" | "mp183" | "mp184" | "mp185" | "mp186" | "mp187" | "mp188" | "mp189" | "mp190" | "mp191" | "mp192" | "mp193" | "mp194" | "mp195" | "mp196" | "mp197" | "mp198" | "mp199" | "mp200" | "mp201" | "mp202" | "mp203" | "mp204" | "mp205" | "mp206" | "mp207" | "mp208" | "mp209" | "mp210" | "mp211" | "mp212" | "mp213" | "mp214" | "mp215" | "mp216" | "mp217" | "mp218" | "mp219" | "mp220" | "mp221" | "mp222" | "mp223" | "mp224" | "mp225" | "mp226" | "mp227" | "mp228" | "mp229" | "mp230" | "mp231" | "mp232" | "mp233" | "mp234" | "mp235" | "mp236" | "mp237" | "mp238" | "mp239" | "mp240" | "mp241" | "mp242" | "mp243" | "mp244" | "mp245" | "mp246" | "mp247" | "mp248" | "mp249" | "mp250" | "mp251" | "mp252" | "mp253" | "mp254" | "mp255";

export interface ProxmoxContainerConfigMountPoints {
  /** Storage it lies on. A change moves it while the container is down. Unset: left as it is. */
  readonly storage?: string;
  /** Size, for example 20G. Volumes grow, they never shrink. Unset: left as it is. */
  readonly size?: string;
  /** Slot that the volume was in, or `unused0` for a detached one: it keeps its data. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly movedFrom?: string;
  /** What is mounted, if it is there already: a volume id, or a directory or device of the node (root@pam only). Else PVE makes a volume (`storage`, `size`). Unset: chosen when the object is made. */
  readonly volume?: string;
  /** Where in the container it is mounted. */
  readonly path: string;
  /** Options of the mount. Unset: left as it is. */
  readonly mountOptions?: readonly ("discard" | "lazytime" | "noatime" | "nodev" | "noexec" | "nosuid")[];
  /** Can't be written to. Unset: left as it is. */
  readonly readOnly?: boolean | IResolvable;
  /** Access control lists; as the file system has them if unset. */
  readonly acl?: boolean | IResolvable;
  /** User quotas (privileged containers, not on ZFS). Unset: left as it is. */
  readonly quota?: boolean | IResolvable;
  /** Is part of replication. Unset: left as it is. */
  readonly replicate?: boolean | IResolvable;
  /** Is there on every node, though its storage is not marked as shared. Unset: left as it is. */
  readonly shared?: boolean | IResolvable;
  /** Ids of its own, apart from the container's. Proxmox VE 9.2 and later. Unset: left as it is. */
  readonly idMap?: string;
  /** Is part of backups. Unset: left as it is. */
  readonly backup?: boolean | IResolvable;
  /** Keeps the owner and the mode of the directory that it is mounted on. Unset: left as it is. */
  readonly keepAttributes?: boolean | IResolvable;
}

export type ProxmoxContainerConfigNetworkSlot = "net0" | "net1" | "net2" | "net3" | "net4" | "net5" | "net6" | "net7" | "net8" | "net9" | "net10" | "net11" | "net12" | "net13" | "net14" | "net15" | "net16" | "net17" | "net18" | "net19" | "net20" | "net21" | "net22" | "net23" | "net24" | "net25" | "net26" | "net27" | "net28" | "net29" | "net30" | "net31";

export interface ProxmoxContainerConfigNetwork {
  /** Its name in the container: eth0. */
  readonly name: string;
  /** Bridge or virtual network. Unset: left as it is. */
  readonly bridge?: string;
  /** MAC address. Unset: chosen when the object is made. */
  readonly mac?: string;
  /** IPv4: `dhcp`, `manual`, or an address with its prefix. Unset: left as it is. */
  readonly ip?: string;
  /** IPv4 gateway. Unset: left as it is. */
  readonly gateway?: string;
  /** IPv6: `auto`, `dhcp`, `manual`, or an address with its prefix. Unset: left as it is. */
  readonly ip6?: string;
  /** IPv6 gateway. Unset: left as it is. */
  readonly gateway6?: string;
  /** Whether the guest's firewall rules apply to it. Unset: left as it is. */
  readonly firewall?: boolean | IResolvable;
  /** VLAN tag. Unset: left as it is. */
  readonly vlan?: number;
  /** VLANs passed on tagged. Unset: left as it is. */
  readonly trunks?: string;
  /** Limit, MB/s. Unset: left as it is. */
  readonly rate?: number;
  /** MTU; the bridge's if unset. */
  readonly mtu?: number;
  /** Pulled cable. Unset: left as it is. */
  readonly linkDown?: boolean | IResolvable;
  /** The node sets up its addresses, for systems that don't. Proxmox VE 9.1 and later. Unset: left as it is. */
  readonly hostManaged?: boolean | IResolvable;
}

export type ProxmoxContainerConfigDevicesSlot = "dev0" | "dev1" | "dev2" | "dev3" | "dev4" | "dev5" | "dev6" | "dev7" | "dev8" | "dev9" | "dev10" | "dev11" | "dev12" | "dev13" | "dev14" | "dev15" | "dev16" | "dev17" | "dev18" | "dev19" | "dev20" | "dev21" | "dev22" | "dev23" | "dev24" | "dev25" | "dev26" | "dev27" | "dev28" | "dev29" | "dev30" | "dev31" | "dev32" | "dev33" | "dev34" | "dev35" | "dev36" | "dev37" | "dev38" | "dev39" | "dev40" | "dev41" | "dev42" | "dev43" | "dev44" | "dev45" | "dev46" | "dev47" | "dev48" | "dev49" | "dev50" | "dev51" | "dev52" | "dev53" | "dev54" | "dev55" | "dev56" | "dev57" | "dev58" | "dev59" | "dev60" | "dev61" | "dev62" | "dev63" | "dev64" | "dev65" | "dev66" | "dev67" | "dev68" | "dev69" | "dev70" | "dev71" | "dev72" | "dev73" | "dev74" | "dev75" | "dev76" | "dev77" | "dev78" | "dev79" | "dev80" | "dev81" | "dev82" | "dev83" | "dev84" | "dev85" | "dev86" | "dev87" | "dev88" | "dev89" | "dev90" | "dev91" | "dev92" | "dev93" | "dev94" | "dev95" | "dev96" | "dev97" | "dev98" | "dev99" | "dev100" | "dev101" | "dev102" | "dev103" | "dev104" | "dev105" | "dev106" | "dev107" | "dev108" | "dev109" | "dev110" | "dev111" | "dev112" | "dev113" | "dev114" | "dev115" | "dev116" | "dev117" | "dev118" | "dev119" | "dev120" | "dev121" | "dev122" | "dev123" | "dev124" | "dev125" | "dev126" | "dev127" | "dev128" | "dev129" | "dev130" | "dev131" | "dev132" | "dev133" | "dev134" | "dev135" | "dev136" | "dev137" | "dev138" | "dev139" | "dev140" | "dev141" | "dev142" | "dev143" | "dev144" | "dev145" | "dev146" | "dev147" | "dev148" | "dev149" | "dev150" | "dev151" | "dev152" | "dev153" | "dev154" | "dev155" | "dev156" | "dev157" | "dev158" | "dev159" | "dev160" | "dev161" | "dev162" | "dev163" | "dev164" | "dev165" | "dev166" | "dev167" | "dev168" | "dev169" | "dev170" | "dev171" | "dev172" | "dev173" | "dev174" | "dev175" | "dev176" | "dev177" | "dev178" | "dev179" | "dev180" | "dev181" | "dev182" | "dev183" | "dev184" | "dev185" | "dev186" | "dev187" | "dev188" | "dev189" | "dev190" | "dev191" | "dev192" | "dev193" | "dev194" | "dev195" | "dev196" | "dev197" | "dev198" | "dev199" | "dev200" | "dev201" | "dev202" | "dev203" | "dev204" | "dev205" | "dev206" | "dev207" | "dev208" | "dev209" | "dev210" | "dev211" | "dev212" | "dev213" | "dev214" | "dev215" | "dev216" | "dev217" | "dev218" | "dev219" | "dev220" | "dev221" | "dev222" | "dev223" | "dev224" | "dev225" | "dev226" | "dev227" | "dev228" | "dev229" | "dev230" | "dev231" | "dev232" | "dev233" | "dev234" | "dev235" | "dev236" | "dev237" | "dev238" | "dev239" | "dev240" | "dev241" | "dev242" | "dev243" | "dev244" | "dev245" | "dev246" | "dev247" | "dev248" | "dev249" | "dev250" | "dev251" | "dev252" | "dev253" | "dev254" | "dev255";

export interface ProxmoxContainerConfigDevices {
  /** The device: /dev/ttyUSB0. */
  readonly path: string;
  /** Access mode; 0660 if unset. */
  readonly mode?: string;
  /** Owner in the container; root if unset. */
  readonly uid?: number;
  /** Group in the container; root if unset. */
  readonly gid?: number;
  /** Can only be read. Unset: left as it is. */
  readonly denyWrite?: boolean | IResolvable;
}

export interface ProxmoxContainerConfig extends TerraformMetaArguments {
  /** Number of the guest; the next free one if unset. A change replaces the object. */
  readonly vmid?: number;
  /** Node to make the guest on. Where it runs later is `current_node`. Used when the object is made, not compared afterwards. */
  readonly node: string;
  /** Makes the guest as a copy of another. Unset: left as it is. */
  readonly clone?: ProxmoxContainerConfigClone;
  /** Whether the guest runs. Unset: left as it is. */
  readonly running?: boolean | IResolvable;
  /** Restart once where a change needs it; true if unset. With false it stays pending. */
  readonly rebootAfterUpdate?: boolean | IResolvable;
  /** Seconds for an orderly shutdown (ACPI or agent); 300 if unset. */
  readonly shutdownTimeout?: number;
  /** Pull the plug if the orderly shutdown takes too long; false if unset. */
  readonly forceStop?: boolean | IResolvable;
  /** Template (`local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst`) or, from Proxmox VE 9.1 on, OCI image that it is made from. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly osTemplate?: string;
  /** Whether its root is nobody on the node; PVE's default if unset: true from Proxmox VE 9 on. PVE never changes it: another value makes the container anew. A change replaces the object. */
  readonly unprivileged?: boolean | IResolvable;
  /** Password of its root. Unset: left as it is. Never stored; written again when `password_version` changes. */
  readonly password?: string | Secret;
  /** Goes with the password. PVE sets a password only at creation: a change is recorded, the container keeps its password. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly passwordVersion?: number;
  /** Public SSH keys of its root. Unset: left as it is. Used when the object is made, not compared afterwards. */
  readonly sshKeys?: readonly string[];
  /** Its host name, a DNS name; `CT` and its number if unset. */
  readonly hostname?: string;
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
  /** Its system, which PVE sets up at every start; found in the template if unset. `unmanaged`: nothing is set up. */
  readonly osType?: "debian" | "devuan" | "ubuntu" | "centos" | "fedora" | "opensuse" | "archlinux" | "alpine" | "gentoo" | "nixos" | "unmanaged";
  /** Its architecture; found in the template if unset. */
  readonly architecture?: "amd64" | "i386" | "arm64" | "armhf" | "riscv32" | "riscv64";
  /** Cores that it may use; all of the node if unset. */
  readonly cores?: number;
  /** Processor time at most, in processors; 0: no limit. Unset: left as it is. */
  readonly cpuLimit?: number;
  /** Share of processor time against other guests. Unset: left as it is. */
  readonly cpuUnits?: number;
  /** Memory, MiB. Where it leaves the code, it becomes PVE's 512. Unset: left as it is. */
  readonly memory?: number;
  /** Swap, MiB. Unset: left as it is. */
  readonly swap?: number;
  /** DNS servers; the node's if unset. */
  readonly nameServers?: readonly string[];
  /** DNS search domains; the node's if unset. */
  readonly searchDomains?: readonly string[];
  /** Time zone: `Europe/Vienna`, or `host` for the node's; the template's if unset. */
  readonly timezone?: string;
  /** Whether it has a console (/dev/console). Unset: left as it is. */
  readonly console?: boolean | IResolvable;
  /** Where its console leads: to a terminal, to /dev/console, or to a shell without a login. Unset: left as it is. */
  readonly consoleMode?: "tty" | "console" | "shell";
  /** Terminals (/dev/tty1 and so on). Unset: left as it is. */
  readonly terminals?: number;
  /** Tells more in the log of its start. Unset: left as it is. */
  readonly debug?: boolean | IResolvable;
  /** Command that runs first; `/sbin/init` if unset. Proxmox VE 9.1 and later. */
  readonly entrypoint?: string;
  /** Variables of the command that runs first. Proxmox VE 9.1 and later. Unset: left as it is. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What it may do beyond the usual. All but `nesting` takes root@pam itself, as does any of a privileged container. Unset: left as it is. */
  readonly features?: ProxmoxContainerConfigFeatures;
  /** Order and pace when the node starts and stops its guests; needs Sys.Modify on /. Unset: left as it is. */
  readonly startup?: ProxmoxContainerConfigStartup;
  /** The volume that its system lies on. Unset at creation: 4 GiB on `local`, as PVE has it. Unset: left as it is. */
  readonly rootfs?: ProxmoxContainerConfigRootfs;
  /** Mount points by slot. A slot that leaves the code is detached; its volume stays with the guest as an unused one. Slots: mp0 to mp255. Unset: left as it is. */
  readonly mountPoints?: { readonly [slot in ProxmoxContainerConfigMountPointsSlot]?: ProxmoxContainerConfigMountPoints };
  /** Network interfaces by slot. Slots: net0 to net31. Unset: left as it is. */
  readonly network?: { readonly [slot in ProxmoxContainerConfigNetworkSlot]?: ProxmoxContainerConfigNetwork };
  /** Devices of the node that it has too, by slot; root@pam only. Slots: dev0 to dev255. Unset: left as it is. */
  readonly devices?: { readonly [slot in ProxmoxContainerConfigDevicesSlot]?: ProxmoxContainerConfigDevices };
  /** Pool that the guest belongs to. Unset: left as it is. */
  readonly pool?: string;
  /** Turned into a template: a guest to make others from. There is no way back. Unset: left as it is. */
  readonly template?: boolean | IResolvable;
  /** Allows the guest's disks to be destroyed with it. Unset: left as it is. */
  readonly allowDataLoss?: boolean | IResolvable;
}

const shape: Shape = { clone: { kind: "nested", inner: {} }, password: { kind: "secret" }, features: { kind: "nested", inner: {} }, startup: { kind: "nested", inner: {} }, rootfs: { kind: "nested", inner: {} }, mountPoints: { kind: "slots", inner: {} }, network: { kind: "slots", inner: {} }, devices: { kind: "slots", inner: {} } };

/** A container (LXC). Unset attributes are unmanaged: they stay as they are, whoever sets them. Its identity is its number; a guest that moved to another node is the same guest. This is not the shape of `proxmox_virtual_environment_container`, which has lists where this has slots; that name is not served. */
export class ProxmoxContainer extends GeneratedResource {
  static readonly tfResourceType = "proxmox_container";

  constructor(scope: Construct, id: string, config: ProxmoxContainerConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxContainer.tfResourceType, provider, shape }, config });
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

  /** Template (`local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst`) or, from Proxmox VE 9.1 on, OCI image that it is made from. Unset: left as it is. Used when the object is made, not compared afterwards. */
  get osTemplate(): string {
    return this.getStringAttribute("os_template");
  }

  /** Whether its root is nobody on the node; PVE's default if unset: true from Proxmox VE 9 on. PVE never changes it: another value makes the container anew. A change replaces the object. */
  get unprivileged(): IResolvable {
    return this.getBooleanAttribute("unprivileged");
  }

  /** Password of its root. Unset: left as it is. Never stored; written again when `password_version` changes. */
  get password(): string {
    return this.getStringAttribute("password");
  }

  /** Goes with the password. PVE sets a password only at creation: a change is recorded, the container keeps its password. Unset: left as it is. Used when the object is made, not compared afterwards. */
  get passwordVersion(): number {
    return this.getNumberAttribute("password_version");
  }

  /** Public SSH keys of its root. Unset: left as it is. Used when the object is made, not compared afterwards. */
  get sshKeys(): string[] {
    return this.getListAttribute("ssh_keys");
  }

  /** Its host name, a DNS name; `CT` and its number if unset. */
  get hostname(): string {
    return this.getStringAttribute("hostname");
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

  /** Its system, which PVE sets up at every start; found in the template if unset. `unmanaged`: nothing is set up. */
  get osType(): string {
    return this.getStringAttribute("os_type");
  }

  /** Its architecture; found in the template if unset. */
  get architecture(): string {
    return this.getStringAttribute("architecture");
  }

  /** Cores that it may use; all of the node if unset. */
  get cores(): number {
    return this.getNumberAttribute("cores");
  }

  /** Processor time at most, in processors; 0: no limit. Unset: left as it is. */
  get cpuLimit(): number {
    return this.getNumberAttribute("cpu_limit");
  }

  /** Share of processor time against other guests. Unset: left as it is. */
  get cpuUnits(): number {
    return this.getNumberAttribute("cpu_units");
  }

  /** Memory, MiB. Where it leaves the code, it becomes PVE's 512. Unset: left as it is. */
  get memory(): number {
    return this.getNumberAttribute("memory");
  }

  /** Swap, MiB. Unset: left as it is. */
  get swap(): number {
    return this.getNumberAttribute("swap");
  }

  /** DNS servers; the node's if unset. */
  get nameServers(): string[] {
    return this.getListAttribute("name_servers");
  }

  /** DNS search domains; the node's if unset. */
  get searchDomains(): string[] {
    return this.getListAttribute("search_domains");
  }

  /** Time zone: `Europe/Vienna`, or `host` for the node's; the template's if unset. */
  get timezone(): string {
    return this.getStringAttribute("timezone");
  }

  /** Whether it has a console (/dev/console). Unset: left as it is. */
  get console(): IResolvable {
    return this.getBooleanAttribute("console");
  }

  /** Where its console leads: to a terminal, to /dev/console, or to a shell without a login. Unset: left as it is. */
  get consoleMode(): string {
    return this.getStringAttribute("console_mode");
  }

  /** Terminals (/dev/tty1 and so on). Unset: left as it is. */
  get terminals(): number {
    return this.getNumberAttribute("terminals");
  }

  /** Tells more in the log of its start. Unset: left as it is. */
  get debug(): IResolvable {
    return this.getBooleanAttribute("debug");
  }

  /** Command that runs first; `/sbin/init` if unset. Proxmox VE 9.1 and later. */
  get entrypoint(): string {
    return this.getStringAttribute("entrypoint");
  }

  /** Variables of the command that runs first. Proxmox VE 9.1 and later. Unset: left as it is. */
  get environment(): IResolvable {
    return this.interpolationForAttribute("environment");
  }

  /** What it may do beyond the usual. All but `nesting` takes root@pam itself, as does any of a privileged container. Unset: left as it is. */
  get features(): IResolvable {
    return this.interpolationForAttribute("features");
  }

  /** Order and pace when the node starts and stops its guests; needs Sys.Modify on /. Unset: left as it is. */
  get startup(): IResolvable {
    return this.interpolationForAttribute("startup");
  }

  /** The volume that its system lies on. Unset at creation: 4 GiB on `local`, as PVE has it. Unset: left as it is. */
  get rootfs(): IResolvable {
    return this.interpolationForAttribute("rootfs");
  }

  /** Mount points by slot. A slot that leaves the code is detached; its volume stays with the guest as an unused one. Slots: mp0 to mp255. Unset: left as it is. */
  get mountPoints(): IResolvable {
    return this.interpolationForAttribute("mount_points");
  }

  /** Network interfaces by slot. Slots: net0 to net31. Unset: left as it is. */
  get network(): IResolvable {
    return this.interpolationForAttribute("network");
  }

  /** Devices of the node that it has too, by slot; root@pam only. Slots: dev0 to dev255. Unset: left as it is. */
  get devices(): IResolvable {
    return this.interpolationForAttribute("devices");
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
