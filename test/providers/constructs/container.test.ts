import { describe, expect, it } from "vitest";

import {
  Container,
  ContainerTemplate,
  FirewallRules,
  IsoImage,
  Secret,
  VirtualMachine,
  type ContainerProps,
  type ProxmoxStack,
} from "../../../providers/proxmox/index.js";
import { all, problems, synthesized } from "./synthesized.js";

const wrong = (props: Omit<ContainerProps, "node">) =>
  problems((it) => void new Container(it, "ct", { node: "pve1", ...props }));
const from = "local:vztmpl/debian.tar.zst";

describe("a container", () => {
  it("turns words of an author into the attributes of its resource", () => {
    const stack = synthesized((it) => {
      const template = new ContainerTemplate(it, "debian", {
        node: "pve1",
        storage: "local",
        url: "https://example.com/debian.tar.zst",
      });
      const cache = new Container(it, "cache", {
        node: "pve1",
        from: template,
        memory: "1 GiB",
        swap: "off",
        rootfs: { storage: "local", size: "8 GiB" },
        mountPoints: { mp0: { storage: "local", size: "1 GiB", path: "/srv" } },
        network: { net0: { bridge: "vmbr0", ip: "dhcp" }, net1: { bridge: "vmbr0", name: "lan" } },
        password: Secret.fromVariable("pw"),
        features: { nesting: true },
        privileged: false,
      });
      cache.grant({ user: "alice@pve" }, "PVEVMUser");
      new FirewallRules(it, "rules", { on: cache, rules: [{ type: "in", action: "ACCEPT", macro: "SSH" }] });
    });
    expect(all(stack, "proxmox_container")).toMatchObject([
      {
        node: "pve1",
        hostname: "cache",
        os_template: expect.stringMatching(/^\$\{proxmox_file\.debian_\w+\.id\}$/) as string,
        memory: 1024,
        swap: 0,
        rootfs: { storage: "local", size: "8G" },
        mount_points: { mp0: { storage: "local", size: "1G", path: "/srv" } },
        network: {
          net0: { name: "eth0", bridge: "vmbr0", ip: "dhcp" },
          net1: { name: "lan", bridge: "vmbr0" },
        },
        password: "${var.pw}",
        password_version: 1,
        features: { nesting: true },
        unprivileged: true,
      },
    ]);
    expect(all(stack, "proxmox_acl")).toMatchObject([
      { path: expect.stringMatching(/^\/vms\/\$\{proxmox_container\./) as string },
    ]);
    expect(all(stack, "proxmox_firewall_rules")).toMatchObject([
      { container_id: expect.stringMatching(/^\$\{proxmox_container\.\w+\.vmid\}$/) as string },
    ]);
  });

  it("is a copy of another, in the code or out of it", () => {
    const stack = synthesized((it) => {
      const base = new Container(it, "base", { node: "pve1", from, template: true });
      new Container(it, "copy", { node: "pve1", clone: { from: base, full: true } });
      new Container(it, "other", { node: "pve1", clone: { from: Container.fromVmid(900, "pve1") } });
    });
    expect(all(stack, "proxmox_container")).toMatchObject([
      { os_template: from, template: true },
      { clone: { vmid: expect.stringMatching(/^\$\{proxmox_container\.base_\w+\.vmid\}$/) as string } },
      { clone: { vmid: 900 } },
    ]);
  });

  it.each<[string, Omit<ContainerProps, "node">, string]>([
    ["nothing that it is made from", {}, "say what it is made from"],
    ["two things that it is made from", { from, clone: { from: 100 } }, "keep one of from and clone"],
    ["memory of no whole MiB", { from, memory: "1 KiB" }, 'memory: "1 KiB" is no whole number of MiB'],
    ["swap that is none", { from, swap: "-1 MiB" }, 'swap: "-1 MiB" is not a size'],
    [
      "a mount point that leads nowhere",
      { from, mountPoints: { mp0: { path: "srv", size: "1 GiB" } } },
      '"srv" is not a path',
    ],
  ])("is refused at synthesis with %s", (_, props, message) => {
    expect(wrong(props)).toContain(message);
  });
});

/** Never run: the compiler is the test. */
export function wrongWords(stack: ProxmoxStack): void {
  const iso = new IsoImage(stack, "iso", { node: "pve1", storage: "local", url: "https://a/b.iso" });
  // @ts-expect-error a container is made from a template, not from a medium
  new Container(stack, "a", { node: "pve1", from: iso });
  const machine = new VirtualMachine(stack, "b", { node: "pve1" });
  // @ts-expect-error a machine can't be copied as a container
  new Container(stack, "c", { node: "pve1", clone: { from: machine } });
  // @ts-expect-error there is no slot mp256
  new Container(stack, "d", { node: "pve1", from, mountPoints: { mp256: { path: "/srv" } } });
  // @ts-expect-error a mount point has a path
  new Container(stack, "e", { node: "pve1", from, mountPoints: { mp0: { storage: "local" } } });
  // @ts-expect-error swap is a size, or off
  new Container(stack, "f", { node: "pve1", from, swap: 0 });
  // @ts-expect-error a password is a secret, which no code tells
  new Container(stack, "g", { node: "pve1", from, password: "geheim" });
}
