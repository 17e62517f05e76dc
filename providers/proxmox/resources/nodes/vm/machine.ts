import { managed } from "../../../../../lib/schema/roles.js";
import { flag, integer, oneOf, textLike } from "../../../../../lib/schema/types.js";
import { cold } from "../guest/effects.js";
import { lineOf, partsOf, type Parts } from "../../../form/property-string.js";
import type { LineNotation } from "../guest/line.js";
import { property } from "../guest/property.js";

const pinned = /^(?:(pc)(?:-i440fx)?|pc-(q35)|(virt))-(\d.*)$/;

/** The board's line: `type=pc-q35-10.2` is taken apart into the two parts that it stands for. */
const machineLine: LineNotation = {
  split: (line) => splitVersion(partsOf(line, "type")),
  join: (parts) => lineOf(joinVersion(parts), "type"),
};

/**
 * The board, apart from its version: PVE pins a version (`pc-q35-10.2`) where the guest is a Windows, and a board that
 * is wished for without one must not differ from the pinned one.
 */
// prettier-ignore
export const machine = property({ key: "machine", notation: machineLine }, "The emulated board.", {
  type: managed(oneOf("pc", "q35", "virt"), "Board: `pc` (i440FX), `q35` (PCIe) or `virt` (ARM).", { effect: cold }),
  version: managed(textLike(/^\d+(\.\d+)+(\+pve\d+)?(\.pxe)?$/, "must look like 10.2 or 9.2+pve1"), "Version to stay at; Windows guests get one.", { effect: cold }),
  viommu: managed(oneOf("intel", "virtio"), "Virtual IOMMU.", { effect: cold }),
  aw_bits: managed(integer({ min: 32, max: 64 }), "Address width of the virtual IOMMU.", { key: "aw-bits", effect: cold }),
  enable_s3: managed(flag, "Sleep to memory (S3).", { key: "enable-s3", effect: cold }),
  enable_s4: managed(flag, "Sleep to disk (S4).", { key: "enable-s4", effect: cold }),
});

function splitVersion(parts: Parts): Parts {
  const [, pc, q35, virt, version] = pinned.exec(parts["type"] ?? "") ?? [];
  const type = pc ?? q35 ?? virt;
  return type === undefined || version === undefined ? parts : { ...parts, type, version };
}

/** A version without a board is one of PVE's default board. */
function joinVersion({ version, ...parts }: Parts): Parts {
  if (version === undefined) return parts;
  const board = { pc: "pc-i440fx", q35: "pc-q35", virt: "virt" }[parts["type"] ?? "pc"] ?? "pc-i440fx";
  return { ...parts, type: `${board}-${version}` };
}
