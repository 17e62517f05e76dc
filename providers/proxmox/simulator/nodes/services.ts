import { textOf, type Call, type Routes } from "../call.js";
import { slice, type World } from "../world.js";

/** Every service that the API manages, with what systemd says of it. */
const services: Readonly<Record<string, string>> = {
  chrony: "chrony, an NTP client/server",
  corosync: "Corosync Cluster Engine",
  cron: "Regular background program processing daemon",
  ksmtuned: "Kernel Samepage Merging (KSM) Tuning Daemon",
  lxcfs: "FUSE filesystem for LXC",
  postfix: "Postfix Mail Transport Agent",
  "proxmox-firewall": "Proxmox nftables firewall",
  "pve-cluster": "The Proxmox VE cluster filesystem",
  "pve-firewall": "Proxmox VE firewall",
  "pve-ha-crm": "PVE Cluster HA Resource Manager Daemon",
  "pve-ha-lrm": "PVE Local HA Resource Manager Daemon",
  "pve-lxc-syscalld": "Proxmox VE LXC Syscall Daemon",
  pvedaemon: "PVE API Daemon",
  "pvefw-logger": "Proxmox VE firewall logger",
  pveproxy: "PVE API Proxy Server",
  pvescheduler: "Proxmox VE scheduler",
  pvestatd: "PVE Status Daemon",
  qmeventd: "PVE Qemu Event Daemon",
  spiceproxy: "PVE SPICE Proxy Server",
  sshd: "OpenBSD Secure Shell server",
  syslog: "System Logging Service",
  "systemd-journald": "Journal Service",
  "systemd-timesyncd": "Network Time Synchronization",
};

/** `pve1/cron` */
const stopped = slice("stopped-services", () => new Set<string>());

const base = "/nodes/{node}/services";

/** A node's services; start, stop and the like are tasks. */
export const serviceRoutes: Routes = {
  [`GET ${base}`]: ({ world, parameters }) =>
    Object.keys(services).map((name) => stateOf(world, String(parameters["node"]), name)),
  [`GET ${base}/{service}/state`]: (call) =>
    stateOf(call.world, String(call.parameters["node"]), textOf(call, "service") as string),
  ...Object.fromEntries(
    ["start", "stop", "restart", "reload"].map((command) => [
      `POST ${base}/{service}/${command}`,
      (call: Call) => act(call, command),
    ]),
  ),
};

function stateOf(world: World, node: string, name: string) {
  const isRunning = !stopped(world).has(`${node}/${name}`);
  return {
    service: name,
    name,
    desc: services[name],
    state: isRunning ? "running" : "dead",
    "active-state": isRunning ? "active" : "inactive",
    "unit-state": "enabled",
  };
}

function act(call: Call, command: string): string {
  const { world, user } = call;
  const node = textOf(call, "node") as string;
  const service = textOf(call, "service") as string;
  return world.tasks.run({ node, type: `srv${command}`, id: service, user }, async () => {
    if (command === "stop") stopped(world).add(`${node}/${service}`);
    else stopped(world).delete(`${node}/${service}`);
  });
}
