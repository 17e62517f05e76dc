import { attributesOf } from "../../../../providers/proxmox/resources/nodes/container/attributes-of.js";
import { creationParameters } from "../../../../providers/proxmox/resources/nodes/container/creation-parameters.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import { describeRewrites } from "../measured-rewrites.js";
import { isKnown } from "./known-keys.js";
import { wishOf } from "./wish-of.js";

describeRewrites({
  resource: container,
  table: new URL("rewrites-9.2.jsonl", import.meta.url),
  isKnown,
  beside: [
    {
      reason: "a key that the resource does not have, or that is told only at creation",
      of: ({ key }) => key !== "(create)" && !isKnown(key),
    },
    {
      reason: "PVE finds the system in the template, whatever it is told; the code's is written afterwards",
      of: ({ key, sent, stored }) =>
        key === "(create)" &&
        JSON.stringify(sent).includes("ubuntu") &&
        JSON.stringify(stored).includes("debian"),
    },
  ],
  wishOf,
  attributesOf,
  parametersOf: (planned) => {
    const { ostemplate: _from, ...sent } = creationParameters({ planned, secrets: {} });
    return sent;
  },
  // A root without a size is a volume that was there before: none is made so.
  canBeMade: ({ sent, key }) => key !== "rootfs" || JSON.stringify(sent).includes("size="),
  counts: { ours: 110, left: 12 },
});
