import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";

/** Adds to a furnished cluster what makes every attribute of some answer say something. */
export async function furnishFurther(pve: Simulation): Promise<void> {
  await pve.post("/storage", {
    storage: "nas",
    type: "dir",
    path: "/srv/nas",
    content: "iso,images",
    shared: 1,
  });
  const making = await pve.post("/nodes/pve1/qemu", {
    vmid: 104,
    name: "all",
    description: "everything is said",
    cpu: "kvm64",
    cores: 1,
    sockets: 2,
    vcpus: 1,
    cpulimit: 1.5,
    cpuunits: 200,
    numa: 1,
    affinity: "0-1",
    arch: "x86_64",
    rng0: "source=/dev/random,max_bytes=1024,period=500",
    vga: "qxl,clipboard=vnc",
  });
  await pve.world.tasks.ended(String(making));
  await pve.put("/nodes/pve1/qemu/104/config", { lock: "backup" });
  await pve.post("/cluster/ha/resources", { sid: "vm:104", state: "stopped" });
}
