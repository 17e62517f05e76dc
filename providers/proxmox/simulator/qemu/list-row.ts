import type { Call } from "../call.js";
import type { Guest } from "../guests/guest.js";
import { figures } from "../guests/row.js";

/** A guest in the list of a node's virtual machines; `full` asks QEMU too. */
export function listRow({ world, parameters }: Call, vmid: number, guest: Guest) {
  const { config, running, lock } = guest;
  const { maxcpu, diskread, diskwrite, ...rest } = figures(world, guest);
  return {
    vmid,
    name: config["name"] ?? `VM ${vmid}`,
    status: running === undefined ? "stopped" : "running",
    cpus: Number(config["vcpus"] ?? maxcpu),
    ...rest,
    ...(running === undefined ? {} : { diskread, diskwrite, pid: 1000 + vmid }),
    ...(Number(parameters["full"] ?? 0) === 1 ? { qmpstatus: qmpStatus(guest) } : {}),
    ...(config["tags"] === undefined ? {} : { tags: config["tags"] }),
    ...(config["template"] === "1" ? { template: 1 } : {}),
    ...(Object.keys(config).some((key) => /^serial\d$/.test(key)) ? { serial: 1 } : {}),
    ...(lock === undefined ? {} : { lock }),
  };
}

function qmpStatus({ running }: Guest): string {
  if (running === undefined) return "stopped";
  return running.isPaused ? "paused" : "running";
}
