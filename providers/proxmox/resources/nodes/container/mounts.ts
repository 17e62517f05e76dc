import { assigned, computed, managed, required } from "../../../../../lib/schema/roles.js";
import { nested, slots } from "../../../../../lib/schema/structures.js";
import { flag, text, textLike } from "../../../../../lib/schema/types.js";
import { cold } from "../guest/effects.js";
import { volumeSize } from "../guest/volume-size.js";
import { mounted, moved } from "./effects.js";
import { mountOptions } from "./mount-options.js";

export const mountSlots = { mp: 255 };

const path = textLike(/^\/(?!(.*\/)?\.\.(\/|$))[^,]*$/, "must be a path from the root, without ..: /srv");
const storage = managed(text, "Storage it lies on. A change moves it while the container is down.", {
  effect: moved,
});

/** The parts of a mount point's line that have attributes. */
// prettier-ignore
export const mountParts = {
  volume: assigned(text, "What is mounted, if it is there already: a volume id, or a directory or device of the node (root@pam only). Else PVE makes a volume (`storage`, `size`).", { changesWith: ["storage"], effect: cold }),
  path: required(path, "Where in the container it is mounted.", { key: "mp", effect: cold }),
  ...mountOptions,
  backup: managed(flag, "Is part of backups.", { effect: cold }),
  keep_attributes: managed(flag, "Keeps the owner and the mode of the directory that it is mounted on.", { key: "keepattrs", effect: cold }),
};

/** The volume that a container's system lies on. */
export const rootfs = nested(
  "managed",
  "The volume that its system lies on. Unset at creation: 4 GiB on `local`, as PVE has it.",
  {
    attributes: {
      storage,
      size: volumeSize,
      volume: computed(text, "Volume id.", { changesWith: ["storage"] }),
      ...mountOptions,
    },
  },
);

export const mountPoints = slots(
  "managed",
  "Mount points by slot. A slot that leaves the code is detached; its volume stays with the guest as an unused one.",
  {
    slot: mountSlots,
    effect: mounted,
    attributes: {
      storage,
      size: volumeSize,
      moved_from: managed(
        text,
        "Slot that the volume was in, or `unused0` for a detached one: it keeps its data.",
        { origin: true },
      ),
      ...mountParts,
    },
  },
);
