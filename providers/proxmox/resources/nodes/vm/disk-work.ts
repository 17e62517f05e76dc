import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import type { Change } from "../../../../../lib/schema/resource.js";
import type { ParametersOf } from "../../../api/typed-calls.js";
import type { Configuration } from "../guest/configuration.js";
import { drivesOf, formatOf } from "./drive-line.js";
import { storageOf } from "../guest/volume.js";
import { bytesOf } from "../guest/size.js";

/** What is done to a disk by a call of its own, while the guest runs or not. */
export type DiskWork =
  | { readonly kind: "move"; readonly slot: DiskSlot; readonly storage: string; readonly format?: Format }
  | { readonly kind: "grow"; readonly slot: DiskSlot; readonly size: string };

/** Which slots there are is told by what makes the attributes. */
type DiskSlot = ParametersOf<"PUT", "/nodes/{node}/qemu/{vmid}/resize">["disk"];
type Format = ParametersOf<"POST", "/nodes/{node}/qemu/{vmid}/move_disk">["format"];

/** The moves and growths that bring the disks that stand to what is planned. */
export function diskWork(
  changes: readonly Change[],
  { planned, configuration }: { readonly planned: ValueObject; readonly configuration: Configuration },
): readonly DiskWork[] {
  const drives = drivesOf(configuration);
  const wishes = isObject(planned["disks"]) ? planned["disks"] : {};
  return [...changedDisks(changes)].flatMap((slot): readonly DiskWork[] => {
    const [drive, wish] = [drives[slot], wishes[slot]];
    if (drive?.kind !== "disk" || !isObject(wish)) return [];
    const { storage, format, size } = wish;
    const target = typeof storage === "string" ? storage : storageOf(drive.file);
    const otherFormat = typeof format === "string" && format !== formatOf(drive);
    const moves = target !== null && (target !== storageOf(drive.file) || otherFormat);
    const now = drive.parts["size"];
    const grows = typeof size === "string" && now !== undefined && bytesOf(size) > bytesOf(now);
    return [
      ...(moves
        ? [
            {
              kind: "move" as const,
              slot,
              storage: target,
              ...(typeof format === "string" && otherFormat ? { format: format as Format } : {}),
            },
          ]
        : []),
      ...(grows ? [{ kind: "grow" as const, slot, size }] : []),
    ];
  });
}

/** The disks whose image turned out smaller, or larger, than what is wished for. */
function changedDisks(changes: readonly Change[]): ReadonlySet<DiskSlot> {
  return new Set(changes.filter(({ path }) => path[0] === "disks").map(({ path }) => path[1] as DiskSlot));
}
