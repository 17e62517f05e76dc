import type { Leaf } from "../../../../../lib/schema/attribute.js";
import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Path } from "../../../../../lib/value/path.js";
import { attributeFor } from "../guest/tables.js";
import { madeFrom } from "./made-from.js";
import { mountSlots } from "./mounts.js";
import { tables } from "./tables.js";

/** The attribute that stands for a key of PVE's configuration, or for a parameter of the creation, for messages. */
export function keyPath(key: string): Path | undefined {
  const tabled = attributeFor(tables, key);
  if (tabled !== undefined) return tabled;
  if (isSlot(mountSlots, key)) return ["mount_points", key];
  if (key === "storage") return ["rootfs", "storage"];
  const origin = Object.entries<Leaf>(madeFrom).find(([name, leaf]) => (leaf.key ?? name) === key)?.[0];
  if (origin !== undefined) return [origin];
  return ["rootfs", "vmid", "pool", "node"].includes(key) ? [key] : undefined;
}
