import type { Secret } from "../../../lib/constructs/secret.js";
import type { ResourceProps } from "./resource-props.js";

/** A user of the guest. */
export interface CloudInitUser {
  readonly name: string;
  /** Public SSH keys. None if not said. */
  readonly sshKeys?: readonly string[];
  /** Whether it may do everything without a password (sudo). It may not if not said. */
  readonly admin?: boolean;
  /** Further groups. None if not said. */
  readonly groups?: readonly string[];
  /** Login shell; `/bin/bash` if not said. */
  readonly shell?: string;
  /** Hash of the password, as `mkpasswd` makes it. It stands in the state and on the node. No password opens if not said. */
  readonly passwordHash?: Secret;
}

/** A file of the guest. */
export interface CloudInitFile {
  /** Where it lies, from `/` on. */
  readonly path: string;
  /** Its text. References to other constructs may stand in it. */
  readonly content: string;
  /** Owner and group: `"www-data:www-data"`; root if not said. */
  readonly owner?: string;
  /** Access rights: `"0600"`; `"0644"` if not said. */
  readonly permissions?: `0${number}`;
  /** Whether it is written after packages were installed and users made; before if not said. */
  readonly defer?: boolean;
}

/** An interface of the guest. */
export interface CloudInitInterface {
  /** Which card it is, by its MAC address; by the interface's name if not said. */
  readonly macAddress?: string;
  /** Addresses with their prefix: `"10.0.0.5/24"`, `"fd00::5/64"`; or `"dhcp"` for IPv4, `"dhcp6"`. None if not said. */
  readonly addresses?: readonly ("dhcp" | "dhcp6" | `${string}/${number}`)[];
  /** Gateways of IPv4 and IPv6. None if not said; DHCP brings its own. */
  readonly gateways?: readonly string[];
  /** DNS servers. None but those that DHCP brings if not said. */
  readonly nameServers?: readonly string[];
  /** DNS search domains. None but those that DHCP brings if not said. */
  readonly searchDomains?: readonly string[];
  /** The largest packet, in bytes; 1500 if not said. */
  readonly mtu?: number;
}

/** What a guest does at its first start. What isn't said is left to the image. */
export interface CloudInitProps extends ResourceProps {
  /** The node that the documents are written on, over SSH. */
  readonly node: string;
  /** The storage that keeps them; it must allow the content type `snippets`, and be shared if the guest moves. */
  readonly storage: string;
  /** The guest's name for itself; the image's if not said: the guest's name in Proxmox VE does not get there. */
  readonly hostname?: string;
  /** `"Europe/Vienna"`; the image's if not said. */
  readonly timezone?: string;
  /** `"en_US.UTF-8"`; the image's if not said. */
  readonly locale?: string;
  /** All users to make. The image's own, without keys, if not said. */
  readonly users?: readonly CloudInitUser[];
  /** Packages to install, after the lists of what there is were fetched. None if not said. */
  readonly packages?: readonly string[];
  /** Whether all packages are upgraded first. They aren't if not said. */
  readonly upgrade?: boolean;
  /** Files to write. None if not said. */
  readonly files?: readonly CloudInitFile[];
  /** Commands to run in the end, in this order, each for a shell or as words. None if not said. */
  readonly commands?: readonly (string | readonly string[])[];
  /** Interfaces by their name in the guest. Proxmox VE makes the document, of `cloudInit.address` of the guest, if not said. */
  readonly network?: Readonly<Record<string, CloudInitInterface>>;
  /** Any other key of cloud-init's configuration; it wins over what is said above. None if not said. */
  readonly more?: Readonly<Record<string, unknown>>;
}
