import type { Call } from "../call.js";
import type { Guest } from "../guests/guest.js";
import { interfacesOf, type Interface } from "./interface.js";
import { parseMountPoint } from "./mount-point.js";
import { setsUpInterfaces } from "./os-template.js";
import { templateIn } from "./system.js";

const loopback = shown("lo", "00:00:00:00:00:00", ["127.0.0.1/8", "::1/128"]);

/** GET interfaces: what the node sees in a running container; nothing of one that doesn't run. */
export function containerInterfaces({ world }: Call, _vmid: number, { config, running }: Guest): unknown {
  if (running === undefined) return null;
  const template = templateIn(world, parseMountPoint("rootfs", config["rootfs"]).volume);
  const isSetUp = setsUpInterfaces(template);
  return [
    loopback,
    ...interfacesOf(config).map(([, values]) => {
      const hardware = (values["hwaddr"] ?? "").toLowerCase();
      const fixed = isSetUp ? fixedAddresses(values) : [];
      const isUp = values["link_down"] !== "1";
      return shown(values["name"] ?? "", hardware, [...fixed, ...(isUp ? [linkLocal(hardware)] : [])]);
    }),
  ];
}

/** The addresses that need nobody to tell them. */
function fixedAddresses({ ip = "", ip6 = "" }: Interface): readonly string[] {
  return [ip, ip6].filter((address) => address.includes("/"));
}

/** The address that every interface has by its hardware's. */
function linkLocal(hardware: string): string {
  const bytes = hardware.split(":").map((byte) => parseInt(byte, 16));
  const [first = 0, ...rest] = bytes;
  const identity = [first ^ 2, ...rest.slice(0, 2), 0xff, 0xfe, ...rest.slice(2)];
  const groups = [0, 2, 4, 6].map((at) =>
    (((identity[at] ?? 0) << 8) | (identity[at + 1] ?? 0)).toString(16),
  );
  return `fe80::${groups.join(":")}/64`;
}

/** With the last address of each kind apart, as it was before there could be several. */
function shown(name: string, hardware: string, addresses: readonly string[]) {
  const [four, six] = [".", ":"].map((sign) => addresses.findLast((address) => address.includes(sign)));
  return {
    name,
    hwaddr: hardware,
    "hardware-address": hardware,
    ...(four === undefined ? {} : { inet: four }),
    ...(six === undefined ? {} : { inet6: six }),
    "ip-addresses": addresses.map((address) => {
      const [ip = "", prefix = ""] = address.split("/");
      return { "ip-address": ip, "ip-address-type": ip.includes(":") ? "inet6" : "inet", prefix };
    }),
  };
}
