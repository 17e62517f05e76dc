import { listVolumes } from "../storages/list.js";
import type { World } from "../world.js";

/** All disks that are named for a guest, whether its configuration names them or not, as its node sees them. */
export function volumesNamedFor(world: World, vmid: number, node: string): readonly string[] {
  return [...world.storages.keys()].flatMap((id) =>
    listVolumes(world, id, { node, vmid })
      .filter(({ content, vmid: owner }) => content !== "backup" && owner === vmid)
      .map(({ volid }) => volid),
  );
}
