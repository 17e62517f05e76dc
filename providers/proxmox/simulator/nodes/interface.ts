import type { Parameters } from "../verify/verify.js";
import type { Interface } from "./interfaces-file.js";

/** What a request brings that is no value of an interface. */
const controls = new Set(["node", "iface", "delete", "autostart", "netmask", "netmask6"]);

/** What a type has when a request doesn't say. */
const defaults: Readonly<Record<string, Interface>> = {
  bridge: { bridge_ports: "", bridge_stp: "off", bridge_fd: "0" },
  bond: { bond_mode: "balance-rr", bond_miimon: "100" },
};

/** An interface after a request's values, as PVE reads it back from its file. */
export function interfaceOf(iface: string, before: Interface, sent: Parameters): Interface {
  const type = String(sent["type"] ?? before["type"]);
  const kept = Object.entries({ ...before, ...sent }).filter(([name]) => !controls.has(name));
  const autostart = Number(sent["autostart"] ?? before["autostart"] ?? 0);
  const hasSix = "cidr6" in sent || "address6" in sent;
  return {
    ...defaults[type],
    ...vlanOf(type, iface),
    ...withoutAddresses(
      Object.fromEntries(
        kept.map(([name, value]) => [
          name,
          typeof value === "number" && name === "mtu" ? String(value) : value,
        ]),
      ),
    ),
    ...addressOf(sent, before, ""),
    ...addressOf(sent, before, "6"),
    ...vlansOf(sent, before),
    ...commentOf(sent, "comments"),
    ...commentOf(sent, "comments6"),
    ...(autostart === 1 ? { autostart } : {}),
    type,
    families: hasSix ? ["inet", "inet6"] : ["inet"],
  };
}

/** An address lasts as long as every request repeats it; VLANs are none where the bridge does not know them. */
function withoutAddresses(values: Interface): Interface {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => !/^(?:(?:address|netmask|cidr|gateway|method)6?|bridge_v.*)$/.test(name),
    ),
  );
}

/** A bridge is VLAN-aware by whatever value is sent. */
function vlansOf(sent: Parameters, before: Interface): Interface {
  if ((sent["bridge_vlan_aware"] ?? before["bridge_vlan_aware"]) === undefined) return {};
  return { bridge_vlan_aware: 1, bridge_vids: sent["bridge_vids"] ?? before["bridge_vids"] ?? "2-4094" };
}

function addressOf(sent: Parameters, before: Interface, suffix: "" | "6"): Interface {
  const cidr = sent[`cidr${suffix}`];
  const [address, bits] =
    cidr === undefined
      ? [sent[`address${suffix}`], prefixOf(String(sent[`netmask${suffix}`] ?? ""))]
      : (String(cidr).split("/") as [string, string]);
  if (address === undefined) return { [`method${suffix}`]: "manual" };
  // The gateway is not part of what every request repeats.
  const gateway = sent[`gateway${suffix}`] ?? before[`gateway${suffix}`];
  return {
    [`method${suffix}`]: "static",
    [`address${suffix}`]: address,
    [`netmask${suffix}`]: bits,
    [`cidr${suffix}`]: `${address}/${bits}`,
    ...(gateway === undefined ? {} : { [`gateway${suffix}`]: gateway }),
  };
}

/** `24` of `255.255.255.0`. */
function prefixOf(netmask: string): string {
  if (!netmask.includes(".")) return netmask;
  const bits = netmask.split(".").map((part) => Number(part).toString(2).replaceAll("0", ""));
  return String(bits.join("").length);
}

function commentOf(sent: Parameters, name: string): Interface {
  const text = sent[name];
  return text === undefined ? {} : { [name]: String(text).replace(/\n?$/, "\n") };
}

/** A VLAN that is named after its device needs no more said. */
function vlanOf(type: string, iface: string): Interface {
  if (type !== "vlan") return {};
  const [, device, id] = /^(\S+)\.(\d+)$/.exec(iface) ?? [];
  if (device !== undefined && id !== undefined)
    return { "vlan-raw-device": device, "vlan-id": id, exists: 1 };
  const named = /^vlan(\d+)$/.exec(iface)?.[1];
  return named === undefined ? {} : { "vlan-id": named };
}
