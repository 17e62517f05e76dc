import type { CloudInitFile, CloudInitInterface, CloudInitProps, CloudInitUser } from "./cloud-init-props.js";

type Document = Readonly<Record<string, unknown>>;

/** The user data: cloud-init's own configuration. */
export function userData(props: CloudInitProps): Document {
  const { hostname, timezone, locale, users, packages, upgrade, files, commands, more } = props;
  return {
    hostname,
    timezone,
    locale,
    users: users?.map(userOf),
    // Names of packages are of use only with lists of what there is.
    package_update: packages === undefined ? undefined : true,
    package_upgrade: upgrade,
    packages,
    write_files: files?.map(fileOf),
    runcmd: commands,
    ...more,
  };
}

/** The network configuration, version 2. */
export function networkData(network: NonNullable<CloudInitProps["network"]>): Document {
  return {
    version: 2,
    ethernets: Object.fromEntries(
      Object.entries(network).map(([name, each]) => [name, ethernetOf(name, each)]),
    ),
  };
}

function userOf({ name, sshKeys, admin, groups, shell, passwordHash }: CloudInitUser): Document {
  return {
    name,
    groups,
    shell: shell ?? "/bin/bash",
    sudo: admin === true ? ["ALL=(ALL) NOPASSWD:ALL"] : undefined,
    ssh_authorized_keys: sshKeys,
    lock_passwd: passwordHash === undefined,
    hashed_passwd: passwordHash,
  };
}

function fileOf({ permissions = "0644", ...same }: CloudInitFile): Document {
  return { ...same, permissions };
}

function ethernetOf(name: string, props: CloudInitInterface): Document {
  const { macAddress, addresses = [], gateways = [], nameServers, searchDomains, mtu } = props;
  const fixed = addresses.filter((address) => address !== "dhcp" && address !== "dhcp6");
  return {
    match: macAddress === undefined ? undefined : { macaddress: macAddress.toLowerCase() },
    "set-name": macAddress === undefined ? undefined : name,
    dhcp4: addresses.includes("dhcp"),
    dhcp6: addresses.includes("dhcp6"),
    addresses: fixed.length === 0 ? undefined : fixed,
    routes: gateways.length === 0 ? undefined : gateways.map((via) => ({ to: "default", via })),
    nameservers:
      nameServers === undefined && searchDomains === undefined
        ? undefined
        : { addresses: nameServers, search: searchDomains },
    mtu,
  };
}
