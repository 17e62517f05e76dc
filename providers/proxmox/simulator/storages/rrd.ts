import { textOf, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { measuringTimes } from "../measuring-times.js";

const base = "/nodes/{node}/storage/{storage}";

/** Figures of a storage over time, of which none are kept. */
export const rrdRoutes: Routes = {
  [`GET ${base}/rrddata`]: measuringTimes,
  // The picture is looked for where earlier versions kept the figures.
  [`GET ${base}/rrd`]: (call) =>
    fail(
      `RRD error: realpath(/var/lib/rrdcached/db/pve2-storage/${textOf(call, "node")}/${textOf(call, "storage")}): No such file or directory`,
    ),
};
