import { createHash } from "node:crypto";

import { netSlot, type Configuration } from "../guests/guest.js";
import { parseInterface } from "./network.js";

interface Named {
  readonly vmid: number;
  readonly config: Configuration;
}

/** One of the files on a guest's cloud-init drive, as made of its configuration now. */
export function cloudInitFile(guest: Named, type: string): string {
  const user = userFile(guest);
  const isNoCloud = formatOf(guest.config) === "nocloud";
  const network = isNoCloud ? yamlNetwork(guest.config) : classicNetwork(guest.config);
  if (type === "user") return user;
  if (type === "network") return network;
  const identity = createHash("sha1")
    .update(user + network)
    .digest("hex");
  return isNoCloud
    ? `instance-id: ${identity}\n`
    : `{\n     "uuid": "${identity}",\n     "network_config": { "content_path": "/content/0000" }\n}\n`;
}

/** Windows reads another kind of drive, unless it is told otherwise. */
function formatOf({ citype, ostype }: Configuration): string {
  return citype ?? (ostype?.startsWith("w") === true ? "configdrive2" : "nocloud");
}

const text = (config: Configuration, key: string) => {
  const value = config[key]?.trim() ?? "";
  return value === "" ? undefined : value;
};

function userFile({ vmid, config }: Named): string {
  const name = text(config, "name") ?? `VM${vmid}`;
  const [host] = name.split(".");
  const domain = text(config, "searchdomain")?.split(/[,;\s]+/)[0];
  const full = name.includes(".") ? name : domain === undefined ? undefined : `${name}.${domain}`;
  const [user, password] = [text(config, "ciuser"), config["cipassword"]];
  const keys = decodeURIComponent(config["sshkeys"] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines([
    "#cloud-config",
    `hostname: ${host}`,
    "manage_etc_hosts: true",
    full === undefined ? undefined : `fqdn: ${full}`,
    user === undefined ? undefined : `user: ${user}`,
    user === "root" ? "disable_root: False" : undefined,
    password === undefined ? undefined : `password: ${password}`,
    ...(keys.length === 0 ? [] : ["ssh_authorized_keys:", ...keys.map((key) => `  - ${key}`)]),
    "chpasswd:",
    "  expire: False",
    ...(user === "root" ? [] : ["users:", "  - default"]),
    config["ciupgrade"] === "0" ? undefined : "package_upgrade: true",
  ]);
}

interface Configured {
  readonly name: string;
  readonly macaddr: string;
  readonly options: Readonly<Record<string, string>>;
}

/** The interfaces that have an address to be configured. */
function configured(config: Configuration): readonly Configured[] {
  return Object.keys(config)
    .filter((key) => netSlot.test(key))
    .sort()
    .flatMap((key) => {
      const index = key.slice("net".length);
      const addresses = text(config, `ipconfig${index}`);
      if (addresses === undefined) return [];
      const options = Object.fromEntries(
        addresses.split(",").map((part) => part.split("=") as [string, string]),
      );
      const { macaddr = "" } = parseInterface(config[key] as string);
      return [{ name: `eth${index}`, macaddr: macaddr.toLowerCase(), options }];
    });
}

function nameServers(config: Configuration): {
  readonly servers: readonly string[];
  readonly domains: readonly string[];
} {
  const list = (key: string) => (text(config, key) ?? "").split(/[,;\s]+/).filter((each) => each !== "");
  return { servers: list("nameserver"), domains: list("searchdomain") };
}

function yamlNetwork(config: Configuration): string {
  const { servers, domains } = nameServers(config);
  const list = (indent: string, key: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${indent}${key}:`, ...values.map((value) => `${indent}- '${value}'`)];
  return lines([
    "version: 1",
    "config:",
    ...configured(config).flatMap(({ name, macaddr, options }) => [
      "    - type: physical",
      `      name: ${name}`,
      `      mac_address: '${macaddr}'`,
      "      subnets:",
      ...yamlSubnet4(options),
      ...yamlSubnet6(options),
    ]),
    ...(servers.length + domains.length === 0
      ? []
      : [
          "    - type: nameserver",
          ...list("      ", "address", servers),
          ...list("      ", "search", domains),
        ]),
  ]);
}

function yamlSubnet4({ ip, gw }: Configured["options"]): readonly (string | undefined)[] {
  if (ip === undefined) return [];
  if (ip === "dhcp") return ["      - type: dhcp4"];
  return [
    "      - type: static",
    `        address: '${ip.split("/")[0]}'`,
    `        netmask: '${netmask(ip)}'`,
    gw === undefined ? undefined : `        gateway: '${gw}'`,
  ];
}

function yamlSubnet6({ ip6, gw6 }: Configured["options"]): readonly (string | undefined)[] {
  if (ip6 === undefined) return [];
  if (ip6 === "auto") return ["      - type: ipv6_slaac"];
  if (ip6 === "dhcp") return ["      - type: dhcp6"];
  return [
    "      - type: static6",
    `        address: '${ip6}'`,
    gw6 === undefined ? undefined : `        gateway: '${gw6}'`,
  ];
}

/** The network as /etc/network/interfaces says it. */
function classicNetwork(config: Configuration): string {
  const { servers, domains } = nameServers(config);
  return lines([
    "auto lo",
    "iface lo inet loopback",
    "",
    ...configured(config).flatMap(({ name, options: { ip, gw, ip6, gw6 } }) => [
      `auto ${name}`,
      ...(ip === undefined
        ? []
        : ip === "dhcp"
          ? [`iface ${name} inet dhcp`]
          : classicStatic(`iface ${name} inet static`, { ip, mask: netmask(ip), gateway: gw })),
      ...(ip6 === undefined
        ? []
        : /^(?:auto|dhcp)$/.test(ip6)
          ? [`iface ${name} inet6 ${ip6}`]
          : classicStatic(`iface ${name} inet6 static`, { ip: ip6, mask: ip6.split("/")[1], gateway: gw6 })),
    ]),
    servers.length === 0 ? undefined : `        dns_nameservers ${servers.join(" ")}`,
    domains.length === 0 ? undefined : `        dns_search ${domains.join(" ")}`,
  ]);
}

function classicStatic(
  head: string,
  {
    ip,
    mask,
    gateway,
  }: { readonly ip: string; readonly mask: string | undefined; readonly gateway: string | undefined },
): readonly (string | undefined)[] {
  return [
    head,
    `        address ${ip.split("/")[0]}`,
    `        netmask ${mask}`,
    gateway === undefined ? undefined : `        gateway ${gateway}`,
  ];
}

function netmask(cidr: string): string {
  const bits = Number(cidr.split("/")[1] ?? 32);
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - from)))).join(".");
}

function lines(all: readonly (string | undefined)[]): string {
  return all
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join("");
}
