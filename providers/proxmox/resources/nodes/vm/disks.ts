import type { EffectOf } from "../../../../../lib/schema/attribute.js";
import { assigned, computed, managed } from "../../../../../lib/schema/roles.js";
import { slots } from "../../../../../lib/schema/structures.js";
import { oneOf, text } from "../../../../../lib/schema/types.js";
import { diskOptions } from "./disk-options.js";
import { coldEffect } from "../guest/effects.js";
import { pluggedEffect } from "./effects.js";
import { volumeSize } from "../guest/volume-size.js";

export const diskSlots = { scsi: 30, virtio: 15, sata: 5, ide: 3 };

/** SCSI and virtio disks come and go while the guest runs; SATA and IDE ones never. */
const driveEffect: EffectOf = (change, facts) =>
  /^(scsi|virtio)/.test(change.slot ?? "") ? pluggedEffect("disk", change, facts) : coldEffect(change, facts);

export const disks = slots(
  "managed",
  "Disks by slot. A slot that leaves the code is detached; its volume stays with the guest as an unused disk.",
  {
    slot: diskSlots,
    effect: driveEffect,
    attributes: {
      storage: managed(text, "Storage it lies on. A change moves it while the guest runs."),
      size: volumeSize,
      from: managed(text, "Volume it is made from, an image (`local:import/debian.qcow2`) or a disk.", {
        origin: true,
      }),
      moved_from: managed(
        text,
        "Slot that the disk was in, or `unused0` for a detached one: it keeps its volume and its data.",
        {
          origin: true,
        },
      ),
      format: assigned(oneOf("raw", "qcow2", "vmdk"), "Image format; the storage's own if unset."),
      file: computed(text, "Volume id.", { changesWith: ["storage", "format"] }),
      ...diskOptions,
    },
  },
);
