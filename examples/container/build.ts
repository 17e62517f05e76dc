import type { App } from "cdktf";
import { Container, ContainerTemplate, FirewallRules, ProxmoxStack } from "pve-cdk";

/** A container with a volume of its own for its data, and its firewall. */
export function build(
  app: App,
  template = "http://download.proxmox.com/images/system/debian-13-standard_13.1-2_amd64.tar.zst",
): void {
  const stack = new ProxmoxStack(app, "cache");
  const debian = new ContainerTemplate(stack, "debian", { node: "pve1", storage: "local", url: template });

  const cache = new Container(stack, "cache", {
    node: "pve1",
    from: debian,
    cores: 1,
    memory: "512 MiB",
    rootfs: { storage: "local", size: "4 GiB" },
    mountPoints: { mp0: { storage: "local", size: "8 GiB", path: "/var/lib/redis", backup: true } },
    network: { net0: { bridge: "vmbr0", ip: "dhcp", firewall: true } },
    running: true,
    allowDataLoss: true, // a cache: what it holds comes back
  });

  new FirewallRules(stack, "firewall", {
    on: cache,
    rules: [{ type: "in", action: "ACCEPT", proto: "tcp", dport: "6379", source: "10.0.0.0/24" }],
  });
}
