import { fail } from "../failure.js";
import type { World } from "../world.js";
import { declaredPath } from "./declared-path.js";
import { storageOf } from "./properties.js";

/** Refuses to make a disk where there shall be no room for it, in the words of what would make it. */
export function assertRoom(
  world: World,
  volid: string,
  { node, format }: { readonly node: string; readonly format: string },
): void {
  const [storage = "", name = ""] = volid.split(/:(.*)/s);
  if (!world.faults.takesRoom(storage, node)) return;
  const { type, config } = storageOf(world, storage);
  switch (type) {
    case "lvmthin":
      return fail(
        `lvcreate '${config["vgname"]}/${name}' error:   Cannot create new thin volume, free space in thin pool ${config["vgname"]}/${config["thinpool"]} reached threshold.`,
      );
    case "zfspool":
      return fail(`zfs error: cannot create '${config["pool"]}/${name}': out of space`);
    case "rbd":
      return fail(`rbd create '${name}' error: rbd: create error: (28) No space left on device`);
    default: {
      const step = format === "qcow2" ? "Could not write qcow2 header" : "Could not create file";
      return fail(
        `unable to create image: qemu-img: ${declaredPath(world, volid)}: ${step}: No space left on device`,
      );
    }
  }
}
