import { clusterFormatChecks } from "./cluster-formats.js";
import { containerFormatChecks } from "./container-formats.js";
import { firewallFormatChecks } from "./firewall-formats.js";
import { like, type FormatCheck } from "./format-check.js";
import { guestFormatChecks } from "./guest-formats.js";
import { networkFormatChecks } from "./network-formats.js";
import { storageFormatChecks } from "./storage-formats.js";
import { textFormatChecks } from "./text-formats.js";

const looksLike = (what: string) => `value does not look like a valid ${what}`;

const octet = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const ipv4 = new RegExp(`^(?:${octet}\\.){3}${octet}$`);
const ipv6 = /^(?=.*:)[0-9a-fA-F:.]{2,45}$/;
const isIp = (text: string) => ipv4.test(text) || ipv6.test(text);
const isCidr = (text: string) => {
  const [address, bits, ...rest] = text.split("/");
  if (address === undefined || bits === undefined || rest.length > 0 || !/^\d+$/.test(bits)) return false;
  return (ipv4.test(address) && Number(bits) <= 32) || (ipv6.test(address) && Number(bits) <= 128);
};
/** PVE's networks have at least eight bits, but where a format says that they may have any. */
const isNetwork = (text: string) => isCidr(text) && Number(text.split("/")[1]) > 7;
const configId = /^[a-z][a-z0-9_-]+$/i;
const dnsLabel = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
const dnsName = new RegExp(`^${dnsLabel}(?:\\.${dnsLabel})*$`);
const storageId: FormatCheck = (text) => {
  if (text.length < 2) return `storage ID '${text}' cannot be shorter than 2 characters`;
  return /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i.test(text)
    ? undefined
    : `storage ID '${text}' contains illegal characters`;
};
const userId = /^[^\s:/]{1,}@[A-Za-z][A-Za-z0-9.\-_]+$/;
const volumeId: FormatCheck = like(
  /^[A-Za-z][A-Za-z0-9\-_.]*[A-Za-z0-9]:\S+$/,
  (text) => `unable to parse volume ID '${text}'`,
);
const bridgeId: FormatCheck = like(/^[a-zA-Z][a-zA-Z0-9_.-]*$/, (text) => `invalid bridge ID '${text}'`);
/** `source:target`, a target for all that has none, or `1`: each stays what it is. */
const pairOf =
  (id: FormatCheck): FormatCheck =>
  (text, release) => {
    const parts = /^([^:]+):([^:]+)$/.exec(text)?.slice(1) ?? [text];
    const problem = parts.map((part) => id(part, release)).find((each) => each !== undefined);
    return text === "1" || problem === undefined
      ? undefined
      : `entry '${text}' contains invalid ID - ${problem}\n\n`;
  };
const priorities = new Set(["order", "up", "down"]);

/** The formats that PVE checks by code. One for each that a description names. */
export const formatChecks: Readonly<Record<string, FormatCheck>> = {
  ...clusterFormatChecks,
  ...guestFormatChecks,
  ...containerFormatChecks,
  ...storageFormatChecks,
  ...networkFormatChecks,
  ...firewallFormatChecks,
  ...textFormatChecks,
  "pve-node": like(/^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/, looksLike("node name")),
  "pve-vmid": like(/^[1-9][0-9]{2,8}$/, looksLike("VM ID")),
  "pve-configid": like(configId, (text) => `invalid configuration ID '${text}'`),
  "pve-storage-id": storageId,
  "pve-userid": like(userId, (text) => `value '${text}' does not look like a valid user name`),
  "pve-tokenid": like(
    /^[^\s:/]+@[A-Za-z][A-Za-z0-9.\-_]+![A-Za-z][A-Za-z0-9.\-_]+$/,
    (text) => `value '${text}' does not look like a valid token ID`,
  ),
  "pve-realm": like(/^[A-Za-z][A-Za-z0-9.\-_]+$/, looksLike("realm")),
  "pve-groupid": like(/^[A-Za-z0-9.\-_]+$/, (text) => `group name '${text}' contains invalid characters`),
  "pve-roleid": like(/^[A-Za-z0-9.\-_]+$/, (text) => `role name '${text}' contains invalid characters`),
  "pve-poolid": like(
    /^[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+){0,2}$/,
    (text) => `pool name '${text}' contains invalid characters`,
  ),
  "pve-iface": like(
    /^[a-zA-Z][a-zA-Z0-9_]{1,20}(?:[:.]\d+)?$/,
    (text) => `invalid network interface name '${text}'`,
  ),
  "pve-bridge-id": bridgeId,
  "bridge-pair": pairOf(bridgeId),
  "storage-pair": pairOf(storageId),
  "pve-volume-id": volumeId,
  "pve-volume-id-or-qm-path": (text, release) =>
    text === "none" || text === "cdrom" || text.startsWith("/") ? undefined : volumeId(text, release),
  "pve-volume-id-or-absolute-path": (text, release) =>
    text.startsWith("/") ? undefined : volumeId(text, release),
  "dns-name": like(dnsName, looksLike("DNS name")),
  "lxc-ip-with-ll-iface": (text) =>
    isIp(text.replace(/^(fe80:.*)%[a-zA-Z][\w.-]*$/i, "$1")) ? undefined : looksLike("IP address"),
  ip: (text) => (isIp(text) ? undefined : looksLike("IP address")),
  address: (text) =>
    isIp(text) || dnsName.test(text)
      ? undefined
      : looksLike("IP address or DNS name").replace("valid IP", "valid IP"),
  ipv4: like(ipv4, looksLike("IPv4 address")),
  ipv6: (text) => (ipv6.test(text) ? undefined : looksLike("IPv6 address")),
  FullRangeCIDR: (text) => (isCidr(text) ? undefined : looksLike("CIDR network")),
  CIDR: (text) => (isNetwork(text) ? undefined : looksLike("CIDR network")),
  CIDRv4: (text) => (isNetwork(text) && !text.includes(":") ? undefined : looksLike("IPv4 network")),
  CIDRv6: (text) => (isNetwork(text) && text.includes(":") ? undefined : looksLike("IPv6 network")),
  IPorCIDR: (text) => (isIp(text) || isCidr(text) ? undefined : looksLike("IP address or CIDR network")),
  IPorCIDRorAlias: (text) =>
    isIp(text) || isCidr(text) || /^(?:dc\/|guest\/)?[A-Za-z][A-Za-z0-9\-_]+$/.test(text)
      ? undefined
      : looksLike("IP address or CIDR network"),
  "pve-ipv4-config": (text) =>
    /^(?:dhcp|manual)$/.test(text) || (isNetwork(text) && !text.includes(":"))
      ? undefined
      : looksLike("ipv4 network configuration"),
  "pve-ipv6-config": (text) =>
    /^(?:auto|dhcp|manual)$/.test(text) || (isNetwork(text) && text.includes(":"))
      ? undefined
      : looksLike("ipv6 network configuration"),
  "mac-addr": like(/^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i, looksLike("unicast MAC address")),
  "mac-prefix": like(/^[a-f0-9][02468ace](?::[a-f0-9]{2}){0,2}:?$/i, looksLike("unicast MAC address prefix")),
  email: like(
    /^[\p{L}\p{N}_+\-~]+(?:\.[\p{L}\p{N}_+\-~]+)*@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*$/u,
    looksLike("email address"),
  ),
  "pve-tag": like(/^[a-z0-9_][a-z0-9_\-+.]*$/i, "invalid characters in tag"),
  "disk-size": like(/^\d+(?:\.\d+)?[KMGT]?$/, looksLike("disk size")),
  "pve-storage-content": like(
    /^(?:images|rootdir|vztmpl|iso|backup|snippets|import|none)$/,
    (text) => `invalid content type '${text}'`,
  ),
  "pve-startup-order": (text) =>
    text
      .split(",")
      .every(
        (part) =>
          /^\d+$/.test(part) || (/^\w+=\d+$/.test(part) && priorities.has(part.split("=")[0] as string)),
      )
      ? undefined
      : "unable to parse startup options",
  "pve-task-status-type": like(/^(?:ok|error|warning|unknown)$/i, (text) => `invalid status '${text}'`),
};
