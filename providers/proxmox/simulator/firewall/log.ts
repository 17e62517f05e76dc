import { Page } from "../answer.js";
import type { Routes } from "../call.js";

const nothing = [{ n: 1, t: "unable to open file - No such file or directory" }];

/** No packet was ever looked at, so that there is no log of any. */
export const logRoutes: Routes = Object.fromEntries(
  ["/nodes/{node}/firewall", "/nodes/{node}/qemu/{vmid}/firewall", "/nodes/{node}/lxc/{vmid}/firewall"].map(
    (path) => [`GET ${path}/log`, () => new Page(nothing, nothing.length)],
  ),
);
