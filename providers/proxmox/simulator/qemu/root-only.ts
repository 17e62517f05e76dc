import type { Call, Handler, Routes } from "../call.js";
import { parameterFailure } from "../failure.js";

const base = "/nodes/{node}/qemu/{vmid}";
/** Parameters that only root@pam itself may give, not even its tokens. */
const reserved: Readonly<Record<string, readonly string[]>> = {
  [`POST ${base}/status/start`]: [
    "stateuri",
    "skiplock",
    "migratedfrom",
    "migration_type",
    "migration_network",
    "targetstorage",
  ],
  [`POST ${base}/status/stop`]: ["skiplock", "keepActive", "migratedfrom"],
  [`POST ${base}/status/shutdown`]: ["skiplock", "keepActive"],
  [`POST ${base}/status/reset`]: ["skiplock"],
  [`POST ${base}/status/suspend`]: ["skiplock"],
  [`POST ${base}/status/resume`]: ["skiplock", "nocheck"],
  [`PUT ${base}/sendkey`]: ["skiplock"],
};

/** The same methods, refusing what is root's before anything else. */
export function guardingReserved(routes: Routes): Routes {
  return Object.fromEntries(
    Object.entries(routes).map(([route, handler]) => [route, guarding(handler, reserved[route] ?? [])]),
  );
}

function guarding(handler: Handler, names: readonly string[]): Handler {
  return (call: Call) => {
    const given = names.find((name) => !["", "0"].includes(String(call.parameters[name] ?? "")));
    if (given !== undefined && call.user !== "root@pam")
      throw parameterFailure({ [given]: "Only root may use this option." });
    return handler(call);
  };
}
