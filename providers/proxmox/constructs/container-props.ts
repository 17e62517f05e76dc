import type { Secret } from "../../../lib/constructs/secret.js";
import type { ProxmoxContainerConfig } from "../generated/container.js";
import type { IContainerTemplate } from "./container-template.js";
import type { CloneProps, GuestProps } from "./guest-props.js";
import type { IContainer } from "./guest-references.js";
import type { Size } from "./size.js";

type Interfaces = NonNullable<ProxmoxContainerConfig["network"]>;
type MountPoints = NonNullable<ProxmoxContainerConfig["mountPoints"]>;
type MountPoint = NonNullable<MountPoints[keyof MountPoints]>;

/** What a container is unpacked from: a template in a storage, or the volume id of one. */
export type ContainerTemplateSource = IContainerTemplate | string;

/** An interface. */
export type ContainerNetwork = Omit<NonNullable<Interfaces[keyof Interfaces]>, "name"> & {
  /** Its name in the container; that of its slot if not said: `eth0` in `net0`. */
  readonly name?: string;
};

/** A volume of its own, or a folder or a device of the node (`volume`), at a path of the container. */
export interface MountPointProps extends Omit<MountPoint, "size"> {
  /** `"8 GiB"`. A volume grows, it never shrinks. A new one needs it; what is there keeps its size if not said. */
  readonly size?: Size;
}

/** The volume that the system lies on. */
export interface RootfsProps extends Omit<NonNullable<ProxmoxContainerConfig["rootfs"]>, "size"> {
  /** `"8 GiB"`. It grows, it never shrinks. 4 GiB, or that of the original, if not said. */
  readonly size?: Size;
}

/** What isn't said is left to Proxmox VE as the container is made, and afterwards to whoever changes it. */
export interface ContainerProps extends GuestProps {
  /** What it is unpacked from. Used as it is made, not compared afterwards. Needed for a new one; it is a copy if not said, with `clone`. */
  readonly from?: ContainerTemplateSource;
  /** Copies another container or template. Used as it is made, not compared afterwards. It is made `from` a template if not said. */
  readonly clone?: CloneProps<IContainer>;
  /** A DNS name; the construct's id if not said. */
  readonly hostname?: string;
  /** Whether its root is root on the node, too. It is nobody there if not said. It can't change later. */
  readonly privileged?: boolean;

  /** Cores that it may use; all of the node if not said. */
  readonly cores?: number;
  /** Memory, for example `"512 MiB"`, which is what it has if not said. */
  readonly memory?: Size;
  /** Swap. 512 MiB if not said; `"off"`: none. */
  readonly swap?: Size | "off";
  /** The volume of its system: on `local` with 4 GiB if not said. */
  readonly rootfs?: RootfsProps;
  /** Further volumes by slot: `{ mp0: { storage: "local-lvm", size: "8 GiB", path: "/srv" } }`. One that leaves the code is detached. None, or those of the original, if not said. */
  readonly mountPoints?: { readonly [slot in keyof MountPoints]?: MountPointProps };
  /** Interfaces by slot: `{ net0: { bridge: "vmbr0", ip: "dhcp" } }`. None, or those of the original, if not said. */
  readonly network?: { readonly [slot in keyof Interfaces]?: ContainerNetwork };

  /** Password of its root. Set as it is made; in no state and no plan. It has none if not said: keys open, or `pct enter` on the node. */
  readonly password?: Secret;
  /** Public SSH keys of its root. Set as it is made. None if not said. */
  readonly sshKeys?: readonly string[];
  /** DNS servers; the node's if not said. */
  readonly nameServers?: readonly string[];
  /** DNS search domains; the node's if not said. */
  readonly searchDomains?: readonly string[];
  /** `"Europe/Vienna"`, or `"host"` for the node's; the template's if not said. */
  readonly timezone?: string;
  /** What it may do beyond the usual: `{ nesting: true }`. All else takes `root@pam`. Nothing if not said. */
  readonly features?: ProxmoxContainerConfig["features"];
  /** Any other attribute, as the L1 construct takes it. It wins over what is said above. None if not said. */
  readonly more?: Partial<ProxmoxContainerConfig>;
}
