import type { Certificate } from "../certificate.js";
import type { HostKey } from "../ssh/host-key.js";

/** How a node fares. */
export type NodeCondition =
  /** As it should be. */
  | "online"
  /** Cut off from the other nodes, which see it offline; clients still reach it. */
  | "isolated"
  /** Its web server is stopped: connections to it are refused. */
  | "refusing"
  /** Its web server takes connections and answers nothing. */
  | "hanging"
  /** Without power: nothing runs on it. */
  | "off";

export interface Node {
  readonly name: string;
  /** Corosync's number for it; the first is 1. */
  readonly id: number;
  /** Where the other nodes reach it. */
  address: string;
  readonly interfaces: Map<string, Readonly<Record<string, string | number | readonly string[]>>>;
  condition: NodeCondition;
  /** What its web server shows; made when the server starts. */
  certificate: Certificate | undefined;
  /** What its SSH server shows; made when that starts. */
  hostKey: HostKey | undefined;
}

/** A node as it is after its installation: one network card, one bridge with its address. */
export function createNode(name: string, index: number): Node {
  const address = `192.0.2.${index + 10}`;
  const bridge = {
    type: "bridge",
    method: "static",
    method6: "manual",
    families: ["inet"],
    autostart: 1,
    priority: 3,
    address,
    netmask: "24",
    cidr: `${address}/24`,
    gateway: "192.0.2.1",
    bridge_ports: "",
    bridge_stp: "off",
    bridge_fd: "0",
  };
  const card = { type: "eth", method: "manual", method6: "manual", families: ["inet"], active: 1, exists: 1 };
  return {
    name,
    id: index + 1,
    address,
    interfaces: new Map<string, Readonly<Record<string, string | number | readonly string[]>>>([
      ["eth0", card],
      ["vmbr0", bridge],
    ]),
    condition: "online",
    certificate: undefined,
    hostKey: undefined,
  };
}
