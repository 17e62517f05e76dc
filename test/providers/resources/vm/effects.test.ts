import type { ValueObject } from "../../../../lib/value/value.js";
import { attributesOf } from "../../../../providers/proxmox/resources/nodes/vm/attributes-of.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import { describeEffects, type Measured } from "../measured-effects.js";
import { isKnown } from "./known-keys.js";

function attributes({ key }: Measured, value: string | null): ValueObject {
  const seen = attributesOf(value === null ? {} : { [key]: value });
  const password: ValueObject =
    key === "cipassword"
      ? { password_version: value === null ? null : value.length + value.charCodeAt(7) }
      : {};
  return { ...seen, cloud_init: { ...(seen["cloud_init"] as ValueObject), ...password } };
}

describeEffects({
  resource: vm,
  table: new URL("effects-9.2.jsonl", import.meta.url),
  isKnown,
  beside: [
    {
      reason: "PVE refuses it: nothing was changed",
      of: ({ outcome, refused }) => outcome === "nothing" && refused !== undefined,
    },
    {
      reason: "the bridge is missing: the plan can't know",
      of: ({ refused }) => /does not exist|pve-bridge-hotplug/.test(refused ?? ""),
    },
    {
      reason: "a MAC address is assigned once and never cleared",
      of: ({ part }) => part === "macaddr(auto)",
    },
    {
      reason: "the case of a MAC address means nothing",
      of: ({ key, part }) => key === "net1" && part === "macaddr(lower case)",
    },
    {
      reason: "bps is kept as mbps=0.000 by PVE: not an attribute",
      of: ({ part }) => /^bps/.test(part ?? ""),
    },
    { reason: "the format follows from the volume", of: ({ part }) => part === "format" },
    { reason: "a volume is not swapped under a slot", of: ({ part }) => part === "swap volume" },
    {
      reason: "the old form of boot is no list of slots",
      of: ({ key, part, from }) => key === "boot" && part === "legacy" && /cdn/.test(from ?? ""),
    },
    {
      reason: "the guest was started with other features: the process keeps those, not the value",
      of: ({ key, outcome }) => key === "hotplug" && outcome === "kept",
    },
    {
      reason: "the password is not shown: PVE's answer does not tell",
      of: ({ key, outcome }) => key === "cipassword" && outcome === "nothing",
    },
  ],
  attributes,
  facts: ({ hotplug }) => ({ running: true, hotplug }),
  // Only the title of the process.
  canWait: ({ key, outcome }) => key === "name" && outcome === "kept",
  counts: { told: 940, left: 50, cold: 300 },
});
