import { managed } from "../../../../../lib/schema/roles.js";
import { flag, oneOf } from "../../../../../lib/schema/types.js";
import { cold } from "../guest/effects.js";
import { lineNotation } from "../guest/line.js";
import { property } from "../guest/property.js";

/** The guest agent: its channel into the guest comes with the process, what PVE does with it can change at any time. */
export const agent = property(
  { key: "agent", notation: lineNotation("enabled", "0") },
  "The QEMU guest agent.",
  {
    enabled: managed(flag, "Whether PVE talks to the agent. It must be installed in the guest.", {
      effect: cold,
    }),
    type: managed(oneOf("virtio", "isa"), "The channel's device.", { effect: cold }),
    fstrim_cloned_disks: managed(flag, "Trims file systems after a disk was cloned or moved."),
    freeze_fs: managed(flag, "Freezes file systems for a consistent backup.", {
      key: "freeze-fs",
      effect: cold,
    }),
  },
);
