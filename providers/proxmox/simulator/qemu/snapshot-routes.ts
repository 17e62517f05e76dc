import type { Routes } from "../call.js";
import { onGuest, type GuestHandler } from "../guests/on.js";

const base = "/nodes/{node}/qemu/{vmid}";
const on = (handler: GuestHandler) => onGuest("qemu", handler);

export const snapshotRoutes: Routes = {
  [`GET ${base}/snapshot`]: on((_call, _vmid, { snapshots }) => [
    ...[...snapshots].map(([name, { time, description }]) => ({ name, snaptime: time, description })),
    { name: "current", description: "You are here!" },
  ]),
};
