import { formatsOf, storageOf } from "../storages/properties.js";
import type { World } from "../world.js";

/** The format that a disk gets on a storage, where it is asked for or has another one: only what the storage takes. */
export function formatOn(world: World, storage: string, wanted: string | undefined): string {
  const formats = formatsOf(storageOf(world, storage));
  return wanted !== undefined && formats.allowed.includes(wanted) ? wanted : formats.default;
}
