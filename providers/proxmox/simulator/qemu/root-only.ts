import type { Reserved } from "../guests/root-only.js";

const base = "/nodes/{node}/qemu/{vmid}";
/** Parameters that only root@pam itself may give, not even its tokens. */
export const reserved: Reserved = {
  [`DELETE ${base}`]: ["skiplock"],
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
  [`PUT ${base}/resize`]: ["skiplock"],
};
