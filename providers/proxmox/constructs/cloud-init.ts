import type { ProxmoxVmConfig } from "../generated/vm.js";

type CloudInit = NonNullable<ProxmoxVmConfig["cloudInit"]>;

export interface CloudInitProps {
  /** Storage of the drive that carries the data. */
  readonly storage: string;
  /** The user that key and password are for; the image's own if not said. */
  readonly user?: string;
  /** Public SSH keys of the user. */
  readonly sshKeys?: readonly string[];
  /** The user's password. It is never stored; raise `passwordVersion` to have it written again. */
  readonly password?: string;
  readonly passwordVersion?: number;
  /** The address of net0: `"dhcp"`, or an address with its prefix, `"10.0.0.5/24"`. */
  readonly address?: string;
  /** The gateway of net0. */
  readonly gateway?: string;
  /** DNS servers; the node's if not said. */
  readonly nameServers?: readonly string[];
  /** Whether packages are upgraded at the first start. */
  readonly upgrade?: boolean;
}

export function cloudInitConfig({
  address,
  gateway,
  password,
  passwordVersion,
  ...same
}: CloudInitProps): CloudInit {
  const hasAddress = address !== undefined || gateway !== undefined;
  return {
    ...same,
    ...(password === undefined ? {} : { password, passwordVersion: passwordVersion ?? 1 }),
    ...(hasAddress
      ? {
          addresses: {
            net0: {
              ...(address === undefined ? {} : { ip: address }),
              ...(gateway === undefined ? {} : { gateway }),
            },
          },
        }
      : {}),
  };
}
