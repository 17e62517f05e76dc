import { managed } from "../../../../../lib/schema/roles.js";
import { listOf, textLike } from "../../../../../lib/schema/types.js";
import { cold } from "../guest/effects.js";

const device = textLike(/^(scsi|virtio|sata|ide|net|usb|hostpci)\d+$/, "must be a slot: scsi0, net0");

/** Devices to start from. A stored order of the old form (`cdn`) is none that could be told as a list. */
export const bootOrder = managed(
  listOf(device),
  "Slots to start from, in this order; PVE chooses for a new guest if unset. Once written it stays in the code.",
  {
    key: "boot",
    effect: cold,
    encode: (slots: readonly string[]) => (slots.length === 0 ? "" : `order=${slots.join(";")}`),
    decode: (stored: string) => orderOf(stored) ?? [],
  },
);

/** The slots of a stored order; undefined for the old form. */
export function orderOf(stored: string): readonly string[] | undefined {
  const order = /^\s*(?:order=(.*))?$/.exec(stored);
  return order === null ? undefined : (order[1] ?? "").split(";").filter((slot) => slot !== "");
}
