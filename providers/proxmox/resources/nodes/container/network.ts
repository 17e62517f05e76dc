import { assigned, managed, required } from "../../../../../lib/schema/roles.js";
import { decimal, flag, integer, text, textLike } from "../../../../../lib/schema/types.js";
import { keptUntilRestart } from "../guest/effects.js";
import { macAddress, trunks } from "../guest/interface-notations.js";
import { lineMap } from "../guest/line-map.js";
import { named } from "../guest/line.js";
import { plugged } from "./effects.js";

const name = textLike(/^[-_.\w]{1,15}$/, "must be a name of an interface: eth0");
const address = textLike(
  /^(dhcp|manual|\d+(\.\d+){3}\/\d+)$/,
  "must be `dhcp`, `manual` or an address with its prefix: 10.0.0.5/24",
);
const address6 = textLike(
  /^(auto|dhcp|manual|[0-9a-fA-F:.]+\/\d+)$/,
  "must be `auto`, `dhcp`, `manual` or an address with its prefix: fd00::5/64",
);
const lowerCase = { canonical: (given: string) => given.toLowerCase() };

/** Interfaces: what is asked of them is done at once, but the container's own end keeps its MTU until the next start. */
// prettier-ignore
export const network = lineMap({ slot: { net: 31 }, notation: named, effect: plugged }, "Network interfaces by slot.", {
  name: required(name, "Its name in the container: eth0.", { effect: plugged }),
  bridge: managed(text, "Bridge or virtual network."),
  mac: assigned(macAddress.type, "MAC address.", { key: "hwaddr", canonical: macAddress.canonical, effect: plugged }),
  ip: managed(address, "IPv4: `dhcp`, `manual`, or an address with its prefix."),
  gateway: managed(text, "IPv4 gateway.", { key: "gw" }),
  ip6: managed(address6, "IPv6: `auto`, `dhcp`, `manual`, or an address with its prefix.", lowerCase),
  gateway6: managed(text, "IPv6 gateway.", { key: "gw6", ...lowerCase }),
  firewall: managed(flag, "Whether the guest's firewall rules apply to it."),
  vlan: managed(integer({ min: 1, max: 4094 }), "VLAN tag.", { key: "tag" }),
  trunks: managed(trunks, "VLANs passed on tagged."),
  rate: managed(decimal.min(0), "Limit, MB/s."),
  mtu: managed(integer({ min: 64, max: 65535 }), "MTU; the bridge's if unset.", { effect: keptUntilRestart(null) }),
  link_down: managed(flag, "Pulled cable."),
  host_managed: managed(flag, "The node sets up its addresses, for systems that don't. Proxmox VE 9.1 and later.", { key: "host-managed" }),
});
