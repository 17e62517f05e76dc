import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { directoryOf } from "../../../providers/proxmox/simulator/storages/places.js";
import type { Simulation } from "../../../providers/proxmox/simulator/simulate.js";

/** Puts guests, files, users, groups and a pool into a simulated cluster of the nodes pve1 and pve2. */
export async function furnish(pve: Simulation): Promise<void> {
  const make = async (path: string, parameters: Readonly<Record<string, string | number>>) => {
    const task = await pve.post(path, parameters);
    if (typeof task === "string" && task.startsWith("UPID:")) await pve.world.tasks.ended(task);
  };
  const storage = directoryOf(pve.world, "local");
  writeFileSync(join(storage, "template/cache/debian-13-standard_13.1-2_amd64.tar.zst"), "");
  writeFileSync(join(storage, "template/iso/debian-13.iso"), "an image");
  await make("/nodes/pve1/qemu", {
    vmid: 100,
    name: "web",
    cores: 2,
    memory: "512",
    tags: "prod;blue",
    cpu: "host,flags=+aes",
    vga: "std,memory=32",
    rng0: "source=/dev/urandom,max_bytes=1024",
    scsi0: "local:1",
    ide2: "local:iso/debian-13.iso,media=cdrom",
  });
  await make("/nodes/pve2/qemu", { vmid: 102, name: "database", memory: "512", tags: "prod" });
  await make("/nodes/pve1/qemu", { vmid: 103, name: "golden", memory: "512" });
  await make("/nodes/pve1/qemu/103/template", {});
  await make("/nodes/pve1/lxc", {
    vmid: 101,
    hostname: "cache",
    ostemplate: "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
    rootfs: "local:1",
    tags: "prod",
  });
  await make("/access/groups", { groupid: "admins", comment: "Who may" });
  await make("/access/users", {
    userid: "alice@pve",
    email: "alice@example.com",
    firstname: "Alice",
    groups: "admins",
    expire: 1_900_000_000,
  });
  await make("/access/users", { userid: "bob@pve", enable: 0 });
  await pve.put("/access/acl", { path: "/vms", roles: "PVEAuditor", users: "alice@pve" });
  await pve.put("/access/acl", { path: "/", roles: "PVEAdmin", groups: "admins", propagate: 0 });
  await make("/pools", { poolid: "web", comment: "The web" });
  await make("/pools", { poolid: "web/test" });
  await pve.put("/pools", { poolid: "web", vms: "100", storage: "local" });
}
