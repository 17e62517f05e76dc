import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { decimal, flag, integer, oneOf, text, textLike } from "../../../../../lib/schema/types.js";
import { cold, keptUntilRestart } from "../guest/effects.js";

/** PVE keeps free text of a disk percent-encoded. */
const encoded = { encode: encodeURIComponent, decode: decodeURIComponent };

/** The options of a disk: one line each, and nothing else to write for it. */
// prettier-ignore
export const diskOptions = {
  cache: managed(oneOf("none", "writethrough", "writeback", "unsafe", "directsync"), "Cache mode.", { effect: cold }),
  discard: managed(flag, "Passes the guest's discards (trim) on to the storage.", { encode: (on) => (on ? "on" : "ignore"), effect: cold }),
  iothread: managed(flag, "A thread of its own for input and output (scsi, virtio).", { effect: cold }),
  ssd: managed(flag, "Looks like a solid-state drive (not virtio).", { effect: cold }),
  aio: managed(oneOf("native", "threads", "io_uring"), "Kind of asynchronous input and output.", { effect: cold }),
  queues: managed(integer({ min: 2 }), "Request queues (scsi).", { effect: cold }),
  read_only: managed(flag, "Can't be written to (scsi, virtio).", { key: "ro", effect: cold }),
  vendor: managed(text, "Vendor shown to the guest (scsi).", { effect: cold }),
  product: managed(text, "Product shown to the guest (scsi).", { effect: cold }),
  backup: managed(flag, "Is part of backups."),
  replicate: managed(flag, "Is part of replication."),
  shared: managed(flag, "Is there on every node, though its storage is not marked as shared."),
  snapshot: managed(flag, "Drops all changes at a stop."),
  serial: managed(textLike(/^.{1,60}$/, "must have at most 60 characters"), "Serial number shown to the guest.", { ...encoded, effect: keptUntilRestart(null) }),
  wwn: managed(textLike(/^0x[0-9a-fA-F]{16}$/, "must be 0x and 16 hexadecimal digits"), "World wide name shown to the guest (not virtio).", { canonical: (wwn) => wwn.toLowerCase(), effect: keptUntilRestart(null) }),
  model: managed(text, "Model shown to the guest (ide).", { ...encoded, effect: keptUntilRestart(null) }),
  read_error: managed(oneOf("ignore", "report", "stop"), "What happens on a read error.", { key: "rerror", effect: keptUntilRestart(null) }),
  write_error: managed(oneOf("enospc", "ignore", "report", "stop"), "What happens on a write error.", { key: "werror", effect: keptUntilRestart(null) }),
  detect_zeroes: managed(flag, "Turns written zeroes into discards or holes; on if unset.", { effect: keptUntilRestart(true) }),
  scsi_block: managed(flag, "Passes a host's block device through whole (scsi).", { key: "scsiblock", effect: keptUntilRestart(false) }),
  mbps: managed(decimal, "Throughput limit, MB/s."),
  mbps_max: managed(decimal, "Throughput limit of bursts, MB/s."),
  mbps_read: managed(decimal, "Throughput limit of reads, MB/s.", { key: "mbps_rd" }),
  mbps_read_max: managed(decimal, "Throughput limit of bursts of reads, MB/s.", { key: "mbps_rd_max" }),
  mbps_write: managed(decimal, "Throughput limit of writes, MB/s.", { key: "mbps_wr" }),
  mbps_write_max: managed(decimal, "Throughput limit of bursts of writes, MB/s.", { key: "mbps_wr_max" }),
  iops: managed(integer({ min: 0 }), "Operations a second."),
  iops_max: managed(integer({ min: 0 }), "Operations a second in bursts."),
  iops_max_length: managed(integer({ min: 1 }), "Length of bursts, seconds."),
  iops_read: managed(integer({ min: 0 }), "Reads a second.", { key: "iops_rd" }),
  iops_read_max: managed(integer({ min: 0 }), "Reads a second in bursts.", { key: "iops_rd_max" }),
  iops_read_max_length: managed(integer({ min: 1 }), "Length of bursts of reads, seconds.", { key: "iops_rd_max_length" }),
  iops_write: managed(integer({ min: 0 }), "Writes a second.", { key: "iops_wr" }),
  iops_write_max: managed(integer({ min: 0 }), "Writes a second in bursts.", { key: "iops_wr_max" }),
  iops_write_max_length: managed(integer({ min: 1 }), "Length of bursts of writes, seconds.", { key: "iops_wr_max_length" }),
} satisfies Attributes;
