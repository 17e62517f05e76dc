import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import { withParts, type Parts } from "../../../form/property-string.js";
import { bytesOf } from "../guest/size.js";
import { partChanges, partsFrom, slotParameters, type Parameters, type Writing } from "../guest/writing.js";
import { mountOptions } from "./mount-options.js";
import { mountParts } from "./mounts.js";
import { mountLine, mountOf } from "./volumes.js";

/** What to write for the root and for mount points. Size and storage of a volume that stands are calls of their own. */
export function volumeParameters(writing: Writing): Parameters {
  return { ...rootParameters(writing), ...mountParameters(writing) };
}

function rootParameters({ changes, planned, configuration }: Writing): Parameters {
  const { rootfs: line } = configuration;
  const wish = planned["rootfs"];
  if (line === undefined)
    return isObject(wish) && typeof wish["storage"] === "string"
      ? { rootfs: mountLine.join({ ...blank(wish), ...partsFrom(mountOptions, wish) }) }
      : {};
  const parts = partChanges(mountOptions, changes, ["rootfs"]);
  return Object.keys(parts).length === 0
    ? {}
    : { rootfs: mountLine.join(withParts(mountLine.split(line), parts)) };
}

function mountParameters({ changes, configuration }: Writing): Parameters {
  return slotParameters(changes, ["mount_points"], (slot, change) => {
    const line = configuration[slot] ?? "";
    switch (change.kind) {
      case "removed":
        return { [slot]: undefined };
      case "added": {
        const { moved_from: from } = change.values;
        const left = typeof from === "string" ? configuration[from] : undefined;
        return { [slot]: mountLine.join(newMount(change.values, left)) };
      }
      case "changed": {
        const parts = partChanges(mountParts, changes, change.place);
        if (Object.keys(parts).length === 0) return {};
        // The size that is noted is the one of what is mounted.
        const size = "volume" in parts ? { size: undefined } : {};
        return { [slot]: mountLine.join(withParts(mountLine.split(line), { ...parts, ...size })) };
      }
    }
  });
}

/** A slot that was empty: a volume that another slot gave up, something that is there already, or a new volume. */
function newMount(values: ValueObject, left: string | undefined): Parts {
  const parts = partsFrom(mountParts, values);
  if (left !== undefined) return { ...mountOf(left).parts, ...parts };
  return "volume" in parts ? parts : { ...blank(values), ...parts };
}

/** A new volume: PVE takes its size in GiB in place of its name. */
function blank({ storage, size }: ValueObject): Parts {
  const gib = typeof size === "string" ? bytesOf(size) / 2 ** 30 : 0;
  return { volume: `${typeof storage === "string" ? storage : ""}:${gib}` };
}
