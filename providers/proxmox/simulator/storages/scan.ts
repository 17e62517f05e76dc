import { textOf, type Routes } from "../call.js";
import { fail } from "../failure.js";
import type { World } from "../world.js";
import { freeOf, isReachable, mediaOf } from "./media.js";

const base = "/nodes/{node}/scan";

/** What there is to make storages of: on the nodes, and on servers as far as storages tell of it. */
export const scanRoutes: Routes = {
  [`GET ${base}/lvm`]: ({ world }) =>
    [...mediaOf(world).volumeGroups].map(([vg, group]) => ({
      vg,
      size: group.bytes,
      free: freeOf(group),
      lvcount: group.thinPools.size,
    })),
  [`GET ${base}/lvmthin`]: (call) =>
    [
      ...(mediaOf(call.world)
        .volumeGroups.get(textOf(call, "vg") as string)
        ?.thinPools.keys() ?? []),
    ].map((lv) => ({ lv })),
  [`GET ${base}/zfs`]: ({ world }) =>
    [...mediaOf(world).zfsPools].map(([pool, size]) => ({ pool, size, free: size })),
  [`GET ${base}/nfs`]: (call) => {
    const server = textOf(call, "server") as string;
    if (!isReachable(mediaOf(call.world), server))
      fail(`command '/sbin/showmount --no-headers --exports ${server}' failed: exit code 1`);
    return known(call.world, { server }, "export").map((path) => ({ path, options: "*" }));
  },
  [`GET ${base}/cifs`]: (call) => {
    const server = textOf(call, "server") as string;
    if (!isReachable(mediaOf(call.world), server)) fail(`unexpected status: NT_STATUS_CONNECTION_REFUSED`);
    return known(call.world, { server }, "share").map((share) => ({ share, description: "" }));
  },
  [`GET ${base}/pbs`]: (call) => {
    const server = textOf(call, "server") as string;
    if (!isReachable(mediaOf(call.world), server))
      fail(
        `error fetching datastores - 500 Can't connect to ${server}:${textOf(call, "port") ?? 8007} (Connection refused)`,
      );
    return known(call.world, { server }, "datastore").map((store) => ({ store, comment: "" }));
  },
  [`GET ${base}/iscsi`]: (call) => {
    const portal = textOf(call, "portal") as string;
    if (!isReachable(mediaOf(call.world), portal)) return [];
    return known(call.world, { portal }, "target").map((target) => ({ target, portal }));
  },
};

/** What storages name of a server, each once. */
function known({ storages }: World, where: Readonly<Record<string, string>>, key: string): readonly string[] {
  const found = [...storages.values()]
    .filter(({ config }) => Object.entries(where).every(([name, value]) => config[name] === value))
    .flatMap(({ config }) => (config[key] === undefined ? [] : [String(config[key])]));
  return [...new Set(found)].sort();
}
