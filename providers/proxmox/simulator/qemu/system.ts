import { diskSlot, type Guest } from "../guests/guest.js";
import { headIsEmpty } from "../storages/content.js";
import type { World } from "../world.js";
import { parseDrive } from "./drive.js";

/** A guest whose boot order names an ISO, or a disk with something on it, has a system that answers ACPI. */
export function hasSystem(world: World, { config }: Guest): boolean {
  const order = (config["boot"] ?? "").replace(/^order=/, "").split(";");
  return order.some((device) => {
    const line = config[device];
    if (!diskSlot.test(device) || line === undefined) return false;
    const { file } = parseDrive(device, line);
    return file.includes(":") && (/:iso\//.test(file) || !headIsEmpty(world, file));
  });
}
