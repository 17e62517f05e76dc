import { textOf, type Call, type Routes } from "../call.js";
import { measuringTimes } from "../measuring-times.js";
import type { Guest } from "./guest.js";
import { onGuest } from "./on.js";

/** A guest's measured figures: none were measured. */
export function rrdRoutes(kind: Guest["kind"]): Routes {
  const base = `/nodes/{node}/${kind}/{vmid}`;
  return {
    [`GET ${base}/rrd`]: onGuest(kind, (call, vmid) => ({
      filename: `/var/lib/rrdcached/db/pve-vm-9.0/${vmid}_${sourcesOf(call)}.png`,
      image: "PNG\r\n\u001a\n",
    })),
    [`GET ${base}/rrddata`]: onGuest(kind, measuringTimes),
  };
}

function sourcesOf(call: Call): string {
  return (textOf(call, "ds") ?? "").split(/[;,\s]+/).join("_");
}
