import { Download, Page } from "../answer.js";
import type { Call, Routes } from "../call.js";
import { describedFlags } from "../cluster/cpu-flags.js";
import { fail } from "../failure.js";
import { cpuModels } from "./cpu-model-names.js";

const base = "/nodes/{node}";
/** The first one is offered and not installed. */
const packages: readonly (readonly [name: string, section: string, title: string])[] = [
  ["ceph-fuse", "admin", "FUSE-based client for the Ceph distributed file system"],
  ["proxmox-ve", "admin", "Proxmox Virtual Environment"],
  ["pve-manager", "admin", "Proxmox Virtual Environment Management Tools"],
  ["qemu-server", "admin", "Qemu Server Tools"],
  ["pve-container", "perl", "Proxmox VE Container management tool"],
  ["lvm2", "admin", "Linux Logical Volume Manager"],
  ["lxcfs", "admin", "LXC userspace filesystem"],
];

/** What a node without a history, without hardware of its own and without a way out tells of itself. */
export const factRoutes: Routes = {
  [`GET ${base}/subscription`]: () => ({
    status: "notfound",
    message: "There is no subscription key",
    serverid: "0123456789ABCDEF0123456789ABCDEF",
    url: "https://www.proxmox.com/en/proxmox-virtual-environment/pricing",
  }),
  [`GET ${base}/syslog`]: () => new Page([{ n: 1, t: "-- No entries --" }], 1),
  [`GET ${base}/journal`]: () => new Download('{"data":[],"success":1}', "application/json"),
  [`GET ${base}/netstat`]: () => [],
  [`GET ${base}/hardware/pci`]: () => [],
  [`GET ${base}/hardware/usb`]: () => [],
  [`GET ${base}/apt/update`]: () => [],
  [`POST ${base}/apt/update`]: ({ world, user, parameters }) =>
    world.tasks.run({ node: String(parameters["node"]), type: "aptupdate", user }, async (task) =>
      task.log("starting apt-get update"),
    ),
  [`GET ${base}/apt/versions`]: ({ world }) =>
    packages.map(([name, section, title], index) => ({
      Package: name,
      Title: title,
      Description: title,
      Version: world.version,
      Arch: "amd64",
      CurrentState: index === 0 ? "NotInstalled" : "Installed",
      Origin: "Proxmox",
      Priority: "optional",
      Section: section,
      ...(index === 0 ? {} : { OldVersion: world.version }),
    })),
  [`GET ${base}/capabilities/qemu/cpu`]: () =>
    Object.entries(cpuModels).flatMap(([vendor, names]) =>
      names.split(" ").map((name) => ({ name, vendor, custom: 0 })),
    ),
  [`GET ${base}/capabilities/qemu/machines`]: () => [
    { id: "pc-i440fx-10.2", type: "i440fx", version: "10.2" },
    { id: "pc-q35-10.2", type: "q35", version: "10.2" },
  ],
  // Machines have the shorthand of nested virtualization instead of its two flags.
  [`GET ${base}/capabilities/qemu/cpu-flags`]: () =>
    Object.entries({ ...describedFlags, ...enlightenments })
      .filter(([name]) => name !== "svm" && name !== "vmx")
      .map(([name, description]) => ({ name, description, "supported-on": [] })),
  [`POST ${base}/vncshell`]: shell,
  [`POST ${base}/spiceshell`]: shell,
};

/** What only helps Windows. */
const enlightenments = {
  "hv-evmcs": "Improve performance for nested virtualization. Only supported on Intel CPUs.",
  "hv-tlbflush":
    "Improve performance in overcommitted Windows guests. May lead to guest bluescreens on old CPUs.",
};

/** A console is for somebody who has logged in; there is none behind it. */
function shell(call: Call): unknown {
  const { user, world, parameters } = call;
  if (user.includes("!")) fail(`value '${user}' does not look like a valid user name`);
  const upid = world.tasks.run({ node: String(parameters["node"]), type: "vncshell", user }, async () => {});
  return { user, ticket: `PVEVNC:${upid.slice(-12)}`, port: 5900, cert: "", upid };
}
