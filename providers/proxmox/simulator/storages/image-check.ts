import { readImage } from "./image.js";

/** An image of which nobody knows where it is from, and what the node knows it as. */
export interface ForeignImage {
  readonly path: string;
  readonly declared: string;
  /** What it is taken for; undefined for what its head says. */
  readonly format: string | undefined;
  readonly log: (line: string) => void;
}

/** Refuses an image that is not what it is taken for, or that would lead to other files. */
export function assertOwnImage({ path, declared, format, log }: ForeignImage): void {
  const image = readImage(path);
  if (format !== undefined && format !== "raw" && image.format !== format) {
    log(`command '/usr/bin/qemu-img info '--output=json' ${declared} -f ${format}' failed: exit code 1`);
    const problem = format === "vmdk" ? "Image not in VMDK format" : `Image is not in ${format} format`;
    throw new Error(`qemu-img: Could not open '${declared}': ${problem}`);
  }
  // What is taken for raw is not looked into.
  if (format === "raw") return;
  if (image.isScattered)
    throw new Error(
      image.format === "qcow2"
        ? `${declared}: 'data-file' references are not allowed!`
        : `${declared}: multiple children or extents are not allowed!`,
    );
  if (image.backing !== undefined)
    throw new Error(`backing file not allowed for untrusted image '${declared}'!`);
}
