import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import { objectsIn } from "../guest/objects-in.js";
import { guestSummary, inARow, told } from "../guest/summary.js";

/** `1 core, 512 MiB, rootfs 4G from local:vztmpl/debian-13.tar.zst, mp0 8G at /srv, net0 vmbr0`. */
export function summary(planned: ValueObject): string {
  const { os_template: template = null, rootfs } = planned;
  const size = isObject(rootfs) ? told(rootfs["size"]) : undefined;
  const from = template === null ? undefined : `from ${told(template)}`;
  const root = from === undefined && size === undefined ? [] : [inARow("rootfs", size, from)];
  const points = Object.entries(objectsIn(planned["mount_points"])).map(([slot, point]) =>
    inARow(slot, told(point["size"]), `at ${told(point["path"])}`),
  );
  return guestSummary(planned, [...root, ...points]);
}
