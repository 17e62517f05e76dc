type Bus = "scsi" | "virtio" | "sata" | "ide";

/** The options that only some buses have, by PVE's name for them. */
const limited: Readonly<Record<string, readonly Bus[]>> = {
  iothread: ["scsi", "virtio"],
  ssd: ["scsi", "sata", "ide"],
  ro: ["scsi", "virtio"],
  queues: ["scsi"],
  vendor: ["scsi"],
  product: ["scsi"],
  scsiblock: ["scsi"],
  wwn: ["scsi", "sata", "ide"],
  model: ["ide"],
};

/** Whether a disk in this slot can have an option. */
export function supports(slot: string, option: string): boolean {
  return busesFor(option)?.some((bus) => slot.startsWith(bus)) ?? true;
}

/** The buses that have an option; undefined where all do. */
export function busesFor(option: string): readonly string[] | undefined {
  return limited[option];
}
