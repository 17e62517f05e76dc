import type { Secret } from "../../../lib/constructs/secret.js";
import type { ProxmoxVmConfig } from "../generated/vm.js";
import type { ICloudInit } from "./cloud-init.js";

type Config = NonNullable<ProxmoxVmConfig["cloudInit"]>;
type Addresses = NonNullable<Config["addresses"]>;

/** What a cloud image is told at its start, on a drive that Proxmox VE makes. */
export interface GuestCloudInitProps {
  /** Storage of the drive. */
  readonly storage: string;
  /** Slot of the drive; `ide2` if not said. */
  readonly slot?: `ide${number}` | `sata${number}` | `scsi${number}`;
  /** Kind of the data; Proxmox VE goes by the operating system if not said: `nocloud`, for Windows `configdrive2`. */
  readonly type?: Config["type"];
  /** Documents of one's own. Proxmox VE makes them of what follows if not said. */
  readonly data?: ICloudInit;
  /** The user that keys and password are for; the image's own if not said. */
  readonly user?: string;
  /** Public SSH keys of the user. None if not said. */
  readonly sshKeys?: readonly string[];
  /** The user's password. It is in no state and no plan; raise `passwordVersion` to have it written again. None if not said: keys open. */
  readonly password?: Secret;
  /** Another number has the password written again; 1 if not said. */
  readonly passwordVersion?: number;
  /** The address of net0: `"dhcp"`, or an address with its prefix, `"10.0.0.5/24"`. Not configured if not said. */
  readonly address?: string;
  /** The gateway of net0. None if not said; DHCP brings its own. */
  readonly gateway?: string;
  /** Addresses of any interfaces, by slot: `{ net1: { ip: "dhcp", ip6: "auto" } }`. None but `address` if not said. */
  readonly addresses?: Addresses;
  /** DNS servers; the node's if not said. */
  readonly nameServers?: readonly string[];
  /** DNS search domain; the node's if not said. */
  readonly searchDomain?: string;
  /** Whether packages are upgraded at the first start; Proxmox VE does it if not said. */
  readonly upgrade?: boolean;
}

export function guestCloudInitConfig({
  address,
  gateway,
  addresses,
  password,
  passwordVersion,
  data,
  ...same
}: GuestCloudInitProps): Config {
  const net0 = { ip: address, gateway, ...addresses?.net0 };
  const hasNet0 = Object.values(net0).some((value) => value !== undefined);
  return {
    ...same,
    password,
    passwordVersion: password === undefined ? passwordVersion : (passwordVersion ?? 1),
    addresses: hasNet0 ? { ...addresses, net0 } : addresses,
    snippets: data?.snippets,
  };
}

const ofUserData = ["user", "sshKeys", "password", "upgrade"] as const;
const ofNetwork = ["address", "gateway", "addresses", "nameServers", "searchDomain"] as const;

/** What would be without effect beside documents of one's own. */
export function guestCloudInitProblems(props: GuestCloudInitProps | undefined): string[] {
  if (props?.data === undefined) return [];
  const { user, network } = props.data.snippets;
  const idle = [
    ...(user === undefined ? [] : ofUserData.filter((name) => props[name] !== undefined)),
    ...(network === undefined ? [] : ofNetwork.filter((name) => props[name] !== undefined)),
  ];
  return idle.map(
    (name) => `cloudInit.${name} is of no effect beside data, which takes its place: say it in the CloudInit`,
  );
}
