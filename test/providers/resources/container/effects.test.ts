import { attributesOf } from "../../../../providers/proxmox/resources/nodes/container/attributes-of.js";
import { factsOf } from "../../../../providers/proxmox/resources/nodes/container/facts-of.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import { describeEffects } from "../measured-effects.js";
import { isKnown } from "./known-keys.js";

const stored = (key: string, value: string | null) => (value === null ? {} : { [key]: value });

describeEffects({
  resource: container,
  table: new URL("effects-9.2.jsonl", import.meta.url),
  isKnown,
  beside: [
    {
      reason: "PVE refuses it: nothing was changed",
      of: ({ outcome, refused }) => outcome === "nothing" && refused !== undefined,
    },
    {
      reason: "a volume grows by a call of its own, not by its line",
      of: ({ key, part }) => key === "rootfs" && part === "size",
    },
  ],
  attributes: ({ key }, value) => attributesOf(stored(key, value)),
  facts: ({ key, from, running = true }) => ({
    ...factsOf({ running: stored(key, from), wished: stored(key, from), digest: "" }),
    running,
  }),
  // The host has another name at once, what runs in it learns of it at its next start: no reason for one.
  canWait: ({ key, outcome }) => key === "hostname" && (outcome === "applied" || outcome === "nothing"),
  counts: { told: 150, left: 10, cold: 60 },
});
