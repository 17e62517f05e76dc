import { like, type FormatCheck } from "./format-check.js";

/** The first wrong character is told before the length. */
const sdnId =
  (what: string, pattern: RegExp, most: number): FormatCheck =>
  (text) => {
    if (!pattern.test(text)) return `${what} ID '${text}' contains illegal characters`;
    return text.length > most
      ? `${what} ID '${text}' can't be more length than ${most} characters`
      : undefined;
  };
const plainId = /^[a-z][a-z0-9]*[a-z0-9]$/i;
const shortId = /^[a-z0-9][a-z0-9-]{0,6}[a-z0-9]?$/i;
const listId = /^[a-z0-9][a-z0-9_-]*$/i;

const masks = new Set(
  Array.from({ length: 32 }, (_, index) => 2 ** 32 - 2 ** (31 - index)).map((mask) =>
    [24, 16, 8, 0].map((shift) => Math.floor(mask / 2 ** shift) % 256).join("."),
  ),
);

/** Formats of networks and of what the cluster defines for them: what is wrong with a text, in PVE's words. */
export const networkFormatChecks: Readonly<Record<string, FormatCheck>> = {
  "pve-sdn-zone-id": sdnId("zone", plainId, 8),
  "pve-sdn-vnet-id": sdnId("vnet", plainId, 8),
  "pve-sdn-controller-id": sdnId("controller", /^[a-z][a-z0-9_-]*[a-z0-9]$/i, 64),
  "pve-sdn-dns-id": sdnId("dns", plainId, Infinity),
  "pve-sdn-ipam-id": sdnId("ipam", plainId, Infinity),
  "pve-sdn-fabric-id": sdnId("Fabric", shortId, Infinity),
  "pve-sdn-prefix-list-id": sdnId("Prefix List", listId, Infinity),
  "pve-sdn-route-map-id": sdnId("Route Map", listId, Infinity),
  "pve-sdn-bgp-rt": (text) =>
    /^\d+:\d+$/.test(text) && text.split(":").every((part) => Number(part) < 2 ** 32)
      ? undefined
      : "value does not look like a valid bgp route-target",
  "pve-sdn-isis-net": like(
    /^[a-f0-9]{2}(?:\.[a-f0-9]{4}){3,9}\.[a-f0-9]{2}$/i,
    "value does not look like a valid isis net",
  ),
  ipv4mask: (text) => (masks.has(text) ? undefined : "value does not look like a valid IP netmask"),
  "pve-vlan-id-or-range": (text) => {
    if (!/^\d+(?:-\d+)?$/.test(text)) return `invalid VLAN configuration '${text}'`;
    const [first = 0, last = Infinity] = text.split("-").map(Number);
    const outside = text.split("-").find((tag) => Number(tag) < 2 || Number(tag) > 4094);
    if (outside !== undefined) return `invalid VLAN tag '${outside}'`;
    return first < last ? undefined : `VLAN range must go from lower to higher tag '${text}'`;
  },
};
