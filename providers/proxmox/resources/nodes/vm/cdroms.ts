import type { EffectOf } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { slots } from "../../../../../lib/schema/structures.js";
import { textLike } from "../../../../../lib/schema/types.js";
import { coldEffect } from "../guest/effects.js";

/** A medium is changed at any time; the drive itself comes and goes with a restart, whatever its bus. */
const driveEffect: EffectOf = (change, facts) => coldEffect(change, facts);

const medium = textLike(
  /^(none|cdrom|[^/:\s]+:\S+)$/,
  "must be `none`, `cdrom` or a volume id: local:iso/debian.iso",
);

export const cdroms = slots("managed", "CD-ROM drives by slot.", {
  slot: { ide: 3, sata: 5, scsi: 30 },
  effect: driveEffect,
  attributes: {
    file: managed(medium, "Medium: an ISO image's volume id, `none`, or `cdrom` for the host's own drive."),
  },
});
