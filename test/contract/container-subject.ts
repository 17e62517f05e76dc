import { putFile } from "../providers/resources/guest-stand.js";
import type { Value } from "../../lib/value/value.js";
import type { Subject } from "./subject.js";
import { secretMarker } from "../secrets/secret-marker.js";

const password = secretMarker("root");

const pair = (one: Value, two: Value) => [one, two] as const;
const flag = pair(true, false);

/** Two values for every attribute of a container that can change in place. */
const changes: Subject["changes"] = {
  running: flag,
  reboot_after_update: flag,
  shutdown_timeout: pair(10, 20),
  force_stop: flag,
  hostname: pair("one", "two.example.org"),
  description: pair("one", "two\nlines\n"),
  tags: pair(["a", "b"], ["c"]),
  on_boot: flag,
  protection: flag,
  os_type: pair("debian", "ubuntu"),
  architecture: pair("amd64", "i386"),
  cores: pair(2, 4),
  cpu_limit: pair(1, 2.5),
  cpu_units: pair(200, 300),
  memory: pair(1024, 2048),
  swap: pair(0, 256),
  name_servers: pair(["1.1.1.1"], ["9.9.9.9", "8.8.8.8"]),
  search_domains: pair(["a.example"], ["b.example", "c.example"]),
  timezone: pair("host", "Europe/Vienna"),
  console: flag,
  console_mode: pair("shell", "tty"),
  terminals: pair(0, 3),
  debug: flag,
  entrypoint: pair("/bin/one", "/bin/two --with words"),
  environment: pair({ A: "1" }, { A: "x y", B: "=" }),
  allow_data_loss: pair(true, true),
  "startup.order": pair(1, 2),
  "startup.up_delay": pair(3, 4),
  "startup.down_delay": pair(5, 6),
  "features.nesting": flag,
  "features.keyctl": flag,
  "features.fuse": flag,
  "features.mount": pair(["nfs"], ["cifs", "nfs"]),
  "features.mknod": flag,
  "features.force_rw_sys": flag,
  "rootfs.mount_options": pair(["noatime"], ["discard", "nodev"]),
  "rootfs.read_only": flag,
  "rootfs.acl": flag,
  "rootfs.quota": flag,
  "rootfs.replicate": flag,
  "rootfs.shared": flag,
  "mount_points.mp0.path": pair("/data", "/var/data"),
  "mount_points.mp0.mount_options": pair(["noexec"], ["nosuid", "lazytime"]),
  "mount_points.mp0.read_only": flag,
  "mount_points.mp0.backup": flag,
  "mount_points.mp0.acl": flag,
  "mount_points.mp0.quota": flag,
  "mount_points.mp0.replicate": flag,
  "mount_points.mp0.shared": flag,
  "network.net0.bridge": pair("vmbr0", "vmbr0"),
  "network.net0.mac": pair("BC:24:11:00:00:01", "BC:24:11:00:00:02"),
  "network.net0.ip": pair("dhcp", "10.0.0.5/24"),
  "network.net0.gateway": pair("10.0.0.1", "10.0.0.2"),
  "network.net0.ip6": pair("auto", "FD00::5/64"),
  "network.net0.gateway6": pair("fd00::1", "fd00::2"),
  "network.net0.vlan": pair(5, 6),
  "network.net0.trunks": pair("5;6", "7"),
  "network.net0.firewall": flag,
  "network.net0.rate": pair(1, 2),
  "network.net0.mtu": pair(1400, 1300),
  "network.net0.link_down": flag,
  "network.net0.host_managed": flag,
  // Last, for volumes never shrink back.
  "rootfs.size": pair("2G", "3G"),
};

const covered = "held by the tests of the resource itself, over every key";
const once = "is told at creation and recorded";

/** A container, stopped. */
export const containerSubject: Subject = {
  type: "proxmox_container",
  unreadable: ["node", "os_template"],
  prepare: (pve) =>
    putFile(pve, { folder: "template/cache", name: "debian-13-standard_13.1-2_amd64.tar.zst" }),
  code: {
    node: "pve1",
    os_template: "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
    rootfs: { storage: "local", size: "1G" },
    mount_points: { mp0: { storage: "local", size: "1G", path: "/srv" } },
    network: { net0: { name: "eth0", bridge: "vmbr0" } },
  },
  changes,
  untried: {
    ...Object.fromEntries(
      [
        "vmid",
        "node",
        "clone",
        "hook_script",
        "devices",
        "mount_points",
        "network",
        "pool",
        "template",
        "unprivileged",
      ].map((name) => [name, covered]),
    ),
    ...Object.fromEntries(["password", "password_version", "ssh_keys"].map((name) => [name, once])),
    "rootfs.storage": covered,
    "rootfs.id_map": covered,
  },
  beside: {
    "network.net0.gateway": { network: { net0: { ip: "10.0.0.5/24" } } },
    "network.net0.gateway6": { network: { net0: { ip6: "fd00::5/64" } } },
  },
  replacement: { vmid: 777 },
  named: { vmid: 100 },
  tampered: "cores",
  tamper: async (pve) => void (await pve.put("/nodes/pve1/lxc/100/config", { cores: 8 })),
  takeAway: async (pve) => void (await pve.delete("/nodes/pve1/lxc/100")),
  importId: "100",
  slots: [
    {
      path: "mount_points",
      slot: "mp1",
      element: { storage: "local", size: "2G", path: "/opt" },
      plug: async (pve) => void (await pve.put("/nodes/pve1/lxc/100/config", { mp1: "local:1,mp=/opt" })),
    },
    {
      path: "network",
      slot: "net1",
      element: { name: "eth1", bridge: "vmbr0" },
      plug: async (pve) =>
        void (await pve.put("/nodes/pve1/lxc/100/config", { net1: "name=eth1,bridge=vmbr0" })),
    },
  ],
  secret: {
    text: password,
    wishes: [1, 2].map((version) => ({ password, password_version: version })),
    isKept: (pve) =>
      pve.requests.some(
        ({ path, parameters }) => path === "/nodes/pve1/lxc" && parameters["password"] === "***",
      ),
  },
  grows: "rootfs.size",
  losesData: /volume rootfs/,
};
