import { attributesOf } from "../../../../providers/proxmox/resources/nodes/vm/attributes-of.js";
import { creationParameters } from "../../../../providers/proxmox/resources/nodes/vm/creation-parameters.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import { describeRewrites, type Rewrite } from "../measured-rewrites.js";
import { isKnown } from "./known-keys.js";
import { wishOf } from "./wish-of.js";

function isRecord(sent: Rewrite["sent"]): sent is Readonly<Record<string, string | number | null>> {
  return typeof sent === "object" && sent !== null;
}
const vmgenid = (sent: Rewrite["sent"]) => (isRecord(sent) ? sent["vmgenid"] : undefined);

describeRewrites({
  resource: vm,
  table: new URL("rewrites-9.2.jsonl", import.meta.url),
  isKnown,
  beside: [
    { reason: "a key that the resource does not have", of: ({ key }) => key !== "(create)" && !isKnown(key) },
    {
      reason: "refused: a path instead of a volume id",
      of: ({ sent }) => typeof sent === "string" && sent.startsWith("/"),
    },
    {
      reason: "refused: 1 instead of a UUID; it is what PVE does unasked",
      of: ({ key, sent }) => (key === "vmgenid" ? sent : vmgenid(sent)) === "1",
    },
    { reason: "refused: no boot order at all", of: ({ sent }) => isRecord(sent) && sent["boot"] === "" },
  ],
  wishOf,
  attributesOf,
  parametersOf: (planned) => creationParameters({ planned, secrets: {}, later: [] }),
  counts: { ours: 300, left: 120 },
});
