import type { Leaf } from "../../../../lib/schema/attribute.js";
import { valueTypeOf, wordsOf } from "../../../../lib/schema/inspect.js";
import type { Value, ValueObject } from "../../../../lib/value/value.js";
import { keys } from "../../../../providers/proxmox/resources/nodes/vm/keys.js";
import type { properties } from "../../../../providers/proxmox/resources/nodes/vm/properties.js";

type Samples = readonly [Value, Value];

/** Two values of a plain key, the second to change to, where the key's type does not tell. */
const chosen: Readonly<Record<string, Samples>> = {
  name: ["one", "two.example.org"],
  description: ["first\nline", "second  "],
  tags: [["a"], ["B", "a"]],
  cores: [1, 2],
  sockets: [1, 2],
  vcpus: [1, 2],
  cpu_limit: [1.5, 2],
  cpu_units: [100, 1],
  affinity: ["0", "0-1"],
  memory: [512, 1024],
  balloon: [256, 0],
  shares: [500, 1000],
  os_type: ["l26", "win11"],
  scsi_hardware: ["virtio-scsi-pci", "virtio-scsi-single"],
  hotplug: [["disk", "network"], []],
  start_date: ["now", "2026-01-31"],
  args: ["-a", "-b c"],
  migrate_downtime: [0.1, 2],
  migrate_speed: [0, 10],
  state_storage: ["local", "local"],
  generation_id: ["00000000-0000-0000-0000-000000000001", "0"],
};

/** Two values of every plain key. */
export const samples = Object.entries(keys).map(
  ([name, leaf]: [string, Leaf]) => [name, chosen[name] ?? told(leaf)] as const,
);

function told({ type }: Leaf): Samples {
  const words = wordsOf(type);
  if (words !== undefined) return [words[0] ?? "", words[1] ?? ""];
  return valueTypeOf(type) === "bool" ? [true, false] : ["local:snippets/one.sh", "local:snippets/two.sh"];
}

export const parts: Readonly<Record<keyof typeof properties, readonly [ValueObject, ValueObject]>> = {
  agent: [
    { enabled: true, freeze_fs: false },
    { enabled: true, fstrim_cloned_disks: true },
  ],
  cpu: [
    { type: "host", flags: ["+aes"] },
    { type: "kvm64", flags: ["-pcid", "+aes"], hidden: true },
  ],
  machine: [
    { type: "q35", viommu: "virtio" },
    { type: "pc", version: "9.2" },
  ],
  vga: [{ type: "std", memory: 32 }, { type: "serial0" }],
  startup: [{ order: 1, up_delay: 5 }, { down_delay: 6 }],
  watchdog: [{ model: "i6300esb", action: "reset" }, { action: "pause" }],
  rng: [{ source: "/dev/urandom" }, { source: "/dev/random", max_bytes: 1024, period: 500 }],
  audio: [{ device: "AC97" }, { device: "intel-hda", driver: "none" }],
};
