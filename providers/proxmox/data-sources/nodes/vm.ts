import { dataSource } from "../../../../lib/schema/data-source.js";
import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { nested, slots } from "../../../../lib/schema/structures.js";
import { decimal, flag, integer, setOf, text, textLike } from "../../../../lib/schema/types.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { nonEmpty } from "../../form/non-empty.js";
import type { Connection } from "../../connection.js";
import { tagList } from "../../form/tag-list.js";
import { observe } from "../../rest/observe.js";
import { partsOf } from "../../form/property-string.js";
import { guestKeys } from "./guest-keys.js";
import { onItsNode } from "./guest.js";

const duration = textLike(/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/, 'a duration: "30s", "1h15m"');

// prettier-ignore
const cpu = {
  affinity: computed(text, "Host processors that it runs on: `0-3,8`."),
  architecture: computed(text, "The emulated architecture.", { key: "arch" }),
  cores: computed(integer(), "Cores of each socket."),
  flags: computed(setOf(text), "Flags of the processor that are switched, each with `+` or `-`.", { key: "cpu.flags" }),
  limit: computed(decimal, "Processors that it may use; 0 for all.", { key: "cpulimit" }),
  numa: computed(flag, "Whether it has NUMA."),
  sockets: computed(integer(), "Sockets."),
  type: computed(text, "The emulated type.", { key: "cpu.cputype" }),
  units: computed(integer(), "Weight against other guests.", { key: "cpuunits" }),
  vcpus: computed(integer(), "Processors plugged when it starts."),
} as const;

const rng = {
  source: computed(text, "The device that entropy comes from.", { key: "rng0.source" }),
  max_bytes: computed(integer(), "Bytes for each period.", { key: "rng0.max_bytes" }),
  period: computed(integer(), "The period in milliseconds.", { key: "rng0.period" }),
} as const;

const vga = {
  clipboard: computed(text, "The clipboard.", { key: "vga.clipboard" }),
  memory: computed(integer(), "Memory in MiB.", { key: "vga.memory" }),
  type: computed(text, "The display.", { key: "vga.type" }),
} as const;

const { name, status, template } = guestKeys;
const told = {
  description: computed(text, "Its notes."),
  name,
  template,
  tags: computed(setOf(text), "Its tags.", tagList),
  cpu: nested("computed", "Processors. What the configuration doesn't say is null.", { attributes: cpu }),
  rng: nested("computed", "The random number generator.", { attributes: rng }),
  vga: nested("computed", "The display.", { attributes: vga }),
} as const;

type Row = Readonly<Record<string, unknown>>;

/** One virtual machine with its configuration. */
export const vm = dataSource({
  type: "vm",
  aliases: ["proxmox_virtual_environment_vm2"],
  description: "One virtual machine with its configuration.",
  source: "/nodes/{node}/qemu/{vmid}/config",
  attributes: {
    id: required(integer({ min: 100, max: 999_999_999 }), "Its number."),
    node_name: required(nonEmpty, "The node that it is on."),
    status,
    ...told,
    cdrom: slots("computed", "CD drives by slot.", {
      slot: { ide: 3, sata: 5, scsi: 30 },
      attributes: { file_id: computed(text, "The image, `cdrom` for the host's drive, or `none`.") },
    }),
    timeouts: nested("optional", "Kept for compatibility: a request has a time limit of its own.", {
      attributes: { read: optional(duration, "How long reading may take.") },
    }),
  },
  read: async (connection: Connection, { id: vmid, node_name: node }) => {
    const place = { node, vmid, attribute: "id" };
    const [configuration, current] = await onItsNode(connection, place, () =>
      Promise.all([
        connection.once("/nodes/{node}/qemu/{vmid}/config", { node, vmid }),
        connection.once("/nodes/{node}/qemu/{vmid}/status/current", { node, vmid }),
      ]),
    );
    return {
      ...observe(told, { template: 0, tags: "", ...withNames(configuration) }),
      status: current.status,
      cdrom: cdDrives(configuration),
    };
  },
});

/** Property strings with their first, unnamed part named. */
function withNames(row: Row): Row {
  const defaults: Readonly<Record<string, string>> = { cpu: "cputype", rng0: "source" };
  const named = Object.entries(defaults).filter(([key]) => key in row);
  return { ...row, ...Object.fromEntries(named.map(([key, first]) => [key, partsOf(row[key], first)])) };
}

function cdDrives(row: Row): ValueObject {
  return Object.fromEntries(
    Object.entries(row)
      .map(([slot, line]) => ({ slot, drive: partsOf(line, "file") }))
      .filter(({ slot, drive }) => /^(ide|sata|scsi)\d+$/.test(slot) && drive["media"] === "cdrom")
      .map(({ slot, drive }) => [slot, { file_id: drive["file"] ?? "none" }]),
  );
}
