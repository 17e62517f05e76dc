import { textOf, type Routes } from "../call.js";
import { nodeFigures } from "../cluster/figures.js";
import { measuringTimes } from "../measuring-times.js";
import type { World } from "../world.js";

const repoid = "3f1a8d5e0c2b4a69";
const kernel = { release: "6.17.2-1-pve", version: "#1 SMP PREEMPT_DYNAMIC PMX 6.17.2-1" };
const flags =
  "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2";

const base = "/nodes/{node}";

/** What a node is, and how it is; a reboot or shutdown is accepted and changes nothing. */
export const statusRoutes: Routes = {
  [`GET ${base}/version`]: ({ world: { version } }) => ({ version, release: shortRelease(version), repoid }),
  [`GET ${base}/status`]: ({ world }) => nodeStatus(world),
  [`POST ${base}/status`]: () => null,
  [`GET ${base}/report`]: ({ world, parameters }) =>
    `\n==== general system info ====\n\n# hostname\n${parameters["node"]}\n\n# pveversion --verbose\npve-manager: ${world.version}\n`,
  [`GET ${base}/rrd`]: (call) => ({
    filename: `/var/lib/rrdcached/db/pve-node-9.0/${textOf(call, "node")}_${textOf(call, "ds")
      ?.split(/[;,\s]+/)
      .join("_")}.png`,
    image: "PNG\r\n\u001a\n",
  }),
  [`GET ${base}/rrddata`]: measuringTimes,
};

function nodeStatus(world: World) {
  const { maxmem, mem, uptime, maxdisk, disk, maxcpu } = nodeFigures(world);
  return {
    uptime,
    pveversion: `pve-manager/${world.version}/${repoid}`,
    kversion: `Linux ${kernel.release} ${kernel.version}`,
    "current-kernel": { sysname: "Linux", machine: "x86_64", ...kernel },
    "boot-info": { mode: "legacy-bios" },
    cpu: 0.01,
    wait: 0,
    idle: 0,
    loadavg: ["0.01", "0.02", "0.00"],
    memory: { total: maxmem, used: mem, free: maxmem - mem, available: maxmem - mem },
    swap: { total: 0, used: 0, free: 0 },
    ksm: { shared: 0 },
    rootfs: { total: maxdisk, used: disk, free: maxdisk - disk, avail: maxdisk - disk },
    cpuinfo: {
      cpus: maxcpu,
      cores: maxcpu,
      sockets: 1,
      model: "Simulated CPU",
      vendor: "AuthenticAMD",
      family: "26",
      mhz: "2600.000",
      flags,
      hvm: "1",
      user_hz: 100,
    },
  };
}

/** `9.2` of `9.2.11`. */
function shortRelease(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
